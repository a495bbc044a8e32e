// All orders per currency, placed or still waiting for their record: what sums over customers reconcile with.
// Read only.
MATCH (o:Order)
WITH o, EXISTS { (o)<-[:PLACED]-(:SourceRecord) } AS placed
RETURN o.currency AS currency, placed, count(o) AS orders, coalesce(sum(o.amount), 0) AS amount
ORDER BY currency, placed
