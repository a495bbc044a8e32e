// The company at the top of this company's group; nothing for a company that stands alone.
// Read only. Part of the GraphQL schema, where `this` is the company.
MATCH (this)-[:SUBSIDIARY_OF*1..50]->(top:Company)
WHERE NOT (top)-[:SUBSIDIARY_OF]->()
RETURN top LIMIT 1
