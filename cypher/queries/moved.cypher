// Customers who moved: former address, present address, and when the former one ended.
// Read only.
// Parameters: {"limit": 50}
MATCH (g:Customer)-[was:WAS_HAS_ADDRESS]->(old:Address)
MATCH (g)-[:HAS_ADDRESS {primary: true}]->(new:Address)
WHERE old <> new
RETURN g.id AS golden, g.name AS name, old.text AS moved, new.text AS lives, was.to AS ended
ORDER BY ended DESC, golden
LIMIT toInteger($limit)
