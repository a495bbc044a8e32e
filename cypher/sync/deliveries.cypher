// Copies of a system in id order, those of one state or all, with their records.
// Read only.
MATCH (c:Copy)
WHERE c.system = $name AND ($state IS NULL OR c.state = $state) AND c.id > $after
WITH c ORDER BY c.id LIMIT toInteger($limit)
MATCH (r:SourceRecord|Tombstone)-[:SYNCED_TO]->(c)
OPTIONAL MATCH (r)-[:MEMBER_OF]->(g:Golden)
RETURN c.id AS id, c.system AS system, r.id AS record, r.name AS name, g.id AS golden, c.state AS state, c.seq AS seq, c.dueSince AS dueSince,
       c.dueAt AS dueAt, c.attempts AS attempts, c.error AS error, c.column AS column, c.ackedAt AS ackedAt, c.checkedAt AS checkedAt,
       c.writes AS writes, c.sent AS sent
ORDER BY id
