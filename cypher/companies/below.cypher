// A company and everything below it, nearest first, each with its parent, what that holds of it and since when.
// Read only.
MATCH p = (:Golden:Company {id: $id})<-[:SUBSIDIARY_OF*0..50]-(company:Company)
WITH company, p ORDER BY length(p) LIMIT toInteger($limit)
OPTIONAL MATCH (company)-[up:SUBSIDIARY_OF]->()
RETURN company.id AS id, company.name AS name, company.sources AS sources, length(p) AS depth,
       CASE WHEN length(p) = 0 THEN NULL ELSE nodes(p)[-2].id END AS parent,
       up.share AS share, up.from AS from, up.to AS to
ORDER BY depth, name, id
