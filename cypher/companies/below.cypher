// A company and everything below it, nearest first, each with its parent.
// Read only.
MATCH p = (:Golden:Company {id: $id})<-[:SUBSIDIARY_OF*0..50]-(company:Company)
WITH company, p ORDER BY length(p) LIMIT toInteger($limit)
RETURN company.id AS id, company.name AS name, company.sources AS sources, length(p) AS depth,
       CASE WHEN length(p) = 0 THEN NULL ELSE nodes(p)[-2].id END AS parent
ORDER BY depth, name, id
