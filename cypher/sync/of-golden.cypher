// Which systems hold a golden record's records, and which version of it each has since when.
// Read only.
MATCH (g:Golden {id: $id})<-[:MEMBER_OF]-(r:SourceRecord)-[:SYNCED_TO]->(c:Copy)
RETURN c.id AS id, c.system AS system, r.id AS record, r.name AS name, g.id AS golden, c.state AS state, c.seq AS seq, c.dueSince AS dueSince,
       c.dueAt AS dueAt, c.attempts AS attempts, c.error AS error, c.column AS column, c.ackedAt AS ackedAt, c.checkedAt AS checkedAt,
       c.writes AS writes, c.sent AS sent
ORDER BY system, record
