// Golden records that a downstream system is to be told of again: a steward replayed them.
// Read only.
MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
WHERE c.system = $name AND c.state = 'due' AND c.dueAt IS NOT NULL
MATCH (g:Golden|Retired)-[:SYNCED_TO]->(c)
RETURN g.id AS golden ORDER BY golden LIMIT toInteger($limit)
