// Every company: whether it stands alone, its ultimate parent, and how far below that it is.
// Read only.
// Parameters: {"limit": 100}
MATCH p = (c:Company)-[:SUBSIDIARY_OF*0..50]->(top:Company)
WHERE NOT (top)-[:SUBSIDIARY_OF]->()
RETURN c.id AS company, c.name AS name, length(p) = 0 AND NOT (c)<-[:SUBSIDIARY_OF]-() AS standalone,
       top.id AS ultimateParent, length(p) AS depth, [n IN reverse(nodes(p)) | n.name] AS path
ORDER BY name, company
LIMIT toInteger($limit)
