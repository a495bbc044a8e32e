// Which systems hold a golden record or its records, and which version of it each has since when; and which are to be given one.
// Read only.
MATCH (x:Golden {id: $id})
CALL (x) {
  MATCH (x)<-[:MEMBER_OF]-(r:SourceRecord)-[:SYNCED_TO]->(c:Copy)
  RETURN r, c
  UNION
  MATCH (x)-[:SYNCED_TO|TO_MAKE]->(c:Copy)
  RETURN null AS r, c
}
WITH x, x AS g, r, c
RETURN c.id AS id, c.system AS system, r.id AS record, coalesce(r.name, x.name) AS name, coalesce(g.id, x.id) AS golden,
       c.state AS state, c.seq AS seq, c.dueSince AS dueSince, c.dueAt AS dueAt, c.attempts AS attempts, c.error AS error, c.column AS column,
       c.ackedAt AS ackedAt, c.checkedAt AS checkedAt, c.writes AS writes, c.sent AS sent
ORDER BY system, record
