// A company and the companies above it, nearest first, up to the ultimate parent.
// Read only.
MATCH p = (:Golden:Company {id: $id})-[:SUBSIDIARY_OF*0..50]->(top:Company)
WHERE NOT (top)-[:SUBSIDIARY_OF]->()
WITH nodes(p) AS above ORDER BY size(above) DESC LIMIT 1
UNWIND above AS company
RETURN company.id AS id, company.name AS name
