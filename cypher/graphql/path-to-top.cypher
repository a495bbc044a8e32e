// This company and the ones above it, the ultimate parent last.
// Read only. Part of the GraphQL schema, where `this` is the company.
MATCH p = (this)-[:SUBSIDIARY_OF*0..50]->(top:Company)
WHERE NOT (top)-[:SUBSIDIARY_OF]->()
WITH nodes(p) AS above ORDER BY size(above) DESC LIMIT 1
UNWIND above AS company
RETURN company
