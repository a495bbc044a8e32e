// Companies that two hierarchies put under nodes of different names.
// Read only.
// Parameters: {"a": "sales", "b": "brand"}
MATCH (c:Company)<-[:PLACES]-(n:HierarchyNode)
WHERE n.hierarchy IN [$a, $b]
WITH c, [x IN collect([n.hierarchy, head([(n)-[:CHILD_OF]->(p) | p.name])]) | x] AS places
WITH c, [x IN places WHERE x[0] = $a | x[1]] AS inA, [x IN places WHERE x[0] = $b | x[1]] AS inB
WHERE inA <> inB
RETURN c.id AS company, c.name AS name, inA, inB
ORDER BY name, company
