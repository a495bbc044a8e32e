// What sells best to a company and everything below it in law.
// Read only.
// Parameters: {"id": "com_00000000-0000-7000-8000-000000000000", "currency": "USD", "limit": 20}
MATCH (:Golden:Company {id: $id})<-[:SUBSIDIARY_OF*0..]-(c:Company)
MATCH (c)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order {currency: $currency})-[line:CONTAINS]->(p:Product)
RETURN p.name AS product, count(DISTINCT o) AS orders, sum(line.quantity) AS quantity, sum(line.amount) AS amount
ORDER BY amount DESC, product
LIMIT toInteger($limit)
