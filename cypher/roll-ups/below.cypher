// A company and every company below it, each with its parent.
// Read only.
MATCH (:Golden:Company {id: $id})<-[:SUBSIDIARY_OF*0..]-(c:Company)
RETURN c.id AS id, c.name AS name, CASE WHEN c.id = $id THEN NULL ELSE head([(c)-[:SUBSIDIARY_OF]->(p) | p.id]) END AS parent
