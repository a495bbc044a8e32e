// A hierarchy as it is: every node with its parent, the record it goes by and the company that record belongs to.
// Read only.
MATCH (n:HierarchyNode {hierarchy: $name})
OPTIONAL MATCH (n)-[:CHILD_OF]->(p:HierarchyNode)
OPTIONAL MATCH (n)-[:ANCHORED_ON]->(r)
OPTIONAL MATCH (n)-[:PLACES]->(c:Company)
RETURN n.key AS key, n.name AS name, n.type AS type, p.key AS parent, r.id AS record, c.id AS company, c.name AS companyName
ORDER BY key
