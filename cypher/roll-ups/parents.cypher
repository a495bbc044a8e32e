// The legal hierarchy: every company with the one above it.
// Read only.
MATCH (c:Company)
OPTIONAL MATCH (c)-[:SUBSIDIARY_OF]->(p:Company)
RETURN c.id AS id, c.name AS name, p.id AS parent
ORDER BY id
