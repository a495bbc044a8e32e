// Orders of companies or customers, summed per currency in minor units: an order counts for whoever its record belongs to.
// Read only.
UNWIND $ids AS id
MATCH (:Golden {id: id})<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)
RETURN id, o.currency AS currency, count(o) AS orders, coalesce(sum(o.amount), 0) AS amount
