// What companies or customers bought, per product and currency.
// Read only.
UNWIND $ids AS id
MATCH (:Golden {id: id})<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)-[line:CONTAINS]->(p:Product)
RETURN id, p.key AS product, p.name AS name, o.currency AS currency, count(DISTINCT o) AS orders,
       coalesce(sum(line.quantity), 0) AS quantity, coalesce(sum(line.amount), 0) AS amount
