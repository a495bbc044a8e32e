// What one golden record bought, all its records together, by currency.
// Read only.
MATCH (:Golden {id: $id})<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)
RETURN o.currency AS currency, count(o) AS orders, max(o.date) AS latest, coalesce(sum(o.amount), 0) AS amount
ORDER BY amount DESC, currency
