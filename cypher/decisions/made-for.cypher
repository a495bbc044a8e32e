// Records that Kith made in other systems and holds to some that leave; of each another record of the same golden record, one with a
// word of its own where there is one.
// Read only.
UNWIND $ids AS id
MATCH (gone:SourceRecord {id: id})<-[:ABOUT]-(d:Decision)-[:ABOUT]->(made:SourceRecord)
WHERE d.by = 'sync' AND d.verdict = 'same' AND d.revokedAt IS NULL AND NOT made.id IN $ids
  AND d.reason STARTS WITH 'made in ' + made.source + ' '
MATCH (gone)-[:MEMBER_OF]->(g:Golden)<-[:MEMBER_OF]-(made)
WITH DISTINCT made, g, d.reason AS reason
WITH made, reason, COLLECT { MATCH (g)<-[:MEMBER_OF]-(other:SourceRecord) WHERE NOT other.id IN $ids AND other <> made
                             RETURN other.id ORDER BY other.marked IS NOT NULL, other.id LIMIT 1 } AS others
WHERE size(others) > 0
RETURN made.id AS made, others[0] AS other, reason
