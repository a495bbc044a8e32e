// A company has at most one parent and is not above itself.
// Read only; returns what breaks the rule.
MATCH (c:Company)
WHERE COUNT { (c)-[:SUBSIDIARY_OF]->() } > 1 OR EXISTS { (c)-[:SUBSIDIARY_OF*1..30]->(c) }
RETURN c.id AS company, COUNT { (c)-[:SUBSIDIARY_OF]->() } AS parents
LIMIT 100
