// Golden records that a downstream system is to be told of again: a steward replayed them.
// Read only.
MATCH (g:Golden|Retired)-[:SYNCED_TO]->(c:Copy)
WHERE c.system = $name AND c.state = 'due'
RETURN g.id AS golden ORDER BY golden LIMIT toInteger($limit)
