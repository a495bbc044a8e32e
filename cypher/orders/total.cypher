// Sums the lines of orders, in minor units of the order's one currency.
// Idempotent.
UNWIND $ids AS id
MATCH (o:Order {id: id})-[line:CONTAINS]->()
WITH o, sum(line.amount) AS amount
SET o.amount = amount
