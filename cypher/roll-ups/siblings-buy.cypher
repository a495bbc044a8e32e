// What the rest of a group buys and a company does not: products, who buys them and for how much.
// Read only.
UNWIND $ids AS id
MATCH (c:Golden {id: id})<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)-[line:CONTAINS]->(p:Product)
WHERE NOT EXISTS { (p)<-[:CONTAINS]-(:Order)<-[:PLACED]-(:SourceRecord)-[:MEMBER_OF]->(:Golden {id: $id}) }
RETURN p.key AS product, p.name AS name, o.currency AS currency, collect(DISTINCT c.id) AS buyers,
       count(DISTINCT o) AS orders, coalesce(sum(line.amount), 0) AS amount
ORDER BY size(buyers) DESC, amount DESC, product
LIMIT toInteger($limit)
