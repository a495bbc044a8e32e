// Shows the standing decisions about the given records as relationships between them, while both records exist.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
OPTIONAL MATCH (r)-[shown:ALWAYS_SAME|NEVER_SAME]-()
DELETE shown
WITH DISTINCT r
MATCH (r)<-[:ABOUT]-(d:Decision)
WHERE d.revokedAt IS NULL
MATCH (low:SourceRecord {id: d.low})
MATCH (high:SourceRecord {id: d.high})
FOREACH (_ IN CASE WHEN d.verdict = 'same' THEN [1] ELSE [] END |
  MERGE (low)-[s:ALWAYS_SAME]->(high) SET s.decision = d.id)
FOREACH (_ IN CASE WHEN d.verdict = 'distinct' THEN [1] ELSE [] END |
  MERGE (low)-[s:NEVER_SAME]->(high) SET s.decision = d.id)
