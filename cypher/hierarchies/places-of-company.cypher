// Where departments have placed a company: each node of it with all above it, from the root down.
// Read only.
MATCH (c:Golden {id: $id})
MATCH (n:HierarchyNode)-[:PLACES]->(c)
MATCH (h:Hierarchy {name: n.hierarchy})
USING INDEX h:Hierarchy(name)
CALL (n) {
  MATCH way = (n)-[:CHILD_OF*0..50]->(top:HierarchyNode)
  WHERE NOT (top)-[:CHILD_OF]->()
  RETURN reverse([each IN nodes(way) | {key: each.key, name: each.name, type: each.type}]) AS path
  ORDER BY length(way) DESC LIMIT 1
}
RETURN h.name AS hierarchy, h.title AS title, h.kind AS kind, path
ORDER BY hierarchy, n.key
