// Everything below this company, nearest first.
// Read only. Part of the GraphQL schema, where `this` is the company.
MATCH p = (this)<-[:SUBSIDIARY_OF*1..50]-(company:Company)
WITH company, length(p) AS depth ORDER BY depth, company.name LIMIT 2000
RETURN company
