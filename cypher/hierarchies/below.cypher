// A node and everything below it.
// Read only.
MATCH (n:HierarchyNode {id: $id})<-[:CHILD_OF*0..]-(below:HierarchyNode)
RETURN DISTINCT below.id AS id
