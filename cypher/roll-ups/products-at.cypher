// What they had bought until a day, as it was known at an instant, by whose their records were then.
// Read only.
UNWIND $ids AS id
MATCH (:Golden|Retired {id: id})<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
MATCH (r)-[whose:PLACED|WAS_PLACED]->(o:Order)
WHERE coalesce(whose.from, '') <= $at AND coalesce(whose.to, '~') > $at
CALL (o) {
  WITH o WHERE coalesce(o.since, '') <= $at AND coalesce(o.date, '') <= $day
  MATCH (o)-[line:CONTAINS]->(p:Product)
  RETURN p.key AS product, o.currency AS currency, line.quantity AS quantity, line.amount AS amount
  UNION ALL
  MATCH (o)-[:HAD]->(v:OrderVersion)
  WHERE coalesce(v.since, '') <= $at AND v.until > $at AND coalesce(v.date, '') <= $day
  UNWIND range(0, size(v.products) - 1) AS i
  RETURN v.products[i] AS product, v.currency AS currency, v.quantities[i] AS quantity, v.amounts[i] AS amount
}
OPTIONAL MATCH (named:Product {key: product})
RETURN id, product, named.name AS name, currency, count(DISTINCT o) AS orders, coalesce(sum(quantity), 0) AS quantity,
       coalesce(sum(amount), 0) AS amount
