// Orders of a golden record over all of its records, latest first, with what each is of.
// Read only.
MATCH (:Golden {id: $id})<-[:MEMBER_OF]-(r:SourceRecord)-[:PLACED]->(o:Order)
WITH r, o ORDER BY o.date IS NULL, o.date DESC, o.id LIMIT toInteger($limit)
RETURN o.id AS id, o.orderId AS orderId, o.source AS source, r.id AS record, o.date AS date, o.status AS status, o.terms AS terms,
       o.currency AS currency, toInteger(o.amount) AS amount,
       COLLECT {
         MATCH (o)-[line:CONTAINS]->(p:Product)
         RETURN {name: coalesce(p.name, p.key), quantity: line.quantity} ORDER BY line.line
       } AS products
ORDER BY date IS NULL, date DESC, id
