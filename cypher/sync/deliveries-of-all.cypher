// The same however they stand.
// Read only.
MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
WHERE c.system = $name AND c.state IS NOT NULL AND c.dueAt IS NOT NULL AND (c.dueAt > $at OR (c.dueAt = $at AND c.id > $after))
WITH c ORDER BY c.dueAt, c.id LIMIT toInteger($limit)
OPTIONAL MATCH (r:SourceRecord|Tombstone)-[:SYNCED_TO]->(c)
OPTIONAL MATCH (r)-[:MEMBER_OF]->(g:Golden)
WITH c, r, g, head(COLLECT { MATCH (x:Golden|Retired)-[:SYNCED_TO|TO_MAKE]->(c) RETURN x ORDER BY x:Golden DESC LIMIT 1 }) AS x
RETURN c.id AS id, c.system AS system, r.id AS record, coalesce(r.name, x.name) AS name, coalesce(g.id, x.id) AS golden,
       c.state AS state, c.seq AS seq, c.dueSince AS dueSince, c.dueAt AS dueAt, c.attempts AS attempts, c.error AS error, c.column AS column,
       c.ackedAt AS ackedAt, c.checkedAt AS checkedAt, c.writes AS writes, c.sent AS sent
ORDER BY dueAt, id
