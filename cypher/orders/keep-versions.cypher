// Keeps orders as they are before they become others, so that sums as of a day repeat. The ones without a version start here.
// Idempotent: a kept one starts anew at the given instant.
UNWIND $ids AS id
MATCH (o:Order {id: id})
WHERE coalesce(o.since, '') <> $at
CALL (o) {
  OPTIONAL MATCH (o)-[line:CONTAINS]->(p:Product)
  WITH line, p ORDER BY line.line
  RETURN collect(p.key) AS products, collect(coalesce(line.amount, 0)) AS amounts, collect(toFloat(coalesce(line.quantity, 0))) AS quantities
}
CREATE (o)-[:HAD]->(:OrderVersion {since: o.since, until: $at, status: o.status, date: o.date, channel: o.channel,
                                   currency: o.currency, amount: o.amount, customerRef: o.customerRef,
                                   products: products, amounts: amounts, quantities: quantities})
SET o.since = $at
