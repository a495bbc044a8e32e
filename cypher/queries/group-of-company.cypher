// The group a company belongs to: every company from the ultimate parent down, with its path.
// Read only.
// Parameters: {"id": "com_00000000-0000-7000-8000-000000000000"}
MATCH (c:Golden:Company {id: $id})-[:SUBSIDIARY_OF*0..]->(top:Company)
WHERE NOT (top)-[:SUBSIDIARY_OF]->()
MATCH p = (top)<-[:SUBSIDIARY_OF*0..]-(each:Company)
RETURN each.id AS company, each.name AS name, length(p) AS depth, [n IN nodes(p) | n.name] AS path, each.sources AS sources
ORDER BY depth, name
