// What hangs on golden records: records, orders, spend per currency in minor units, and relations to other golden records.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
RETURN id, g.size AS records,
       COUNT { (g)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(:Order) } AS orders,
       COUNT { (g)-[:SUBSIDIARY_OF|WORKS_AT|IN_HOUSEHOLD]-() } AS relations,
       COLLECT {
         MATCH (g)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)
         WHERE o.currency IS NOT NULL
         WITH o.currency AS currency, sum(o.amount) AS amount
         RETURN {currency: currency, amount: amount} ORDER BY currency
       } AS spend
