// Orders of the given records, summed per currency in minor units.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})-[:PLACED]->(o:Order)
RETURN id, o.currency AS currency, count(o) AS orders, coalesce(sum(o.amount), 0) AS amount
