// Bonus base of every position: what the customers of its territories, and of those who report to it, bought, less what was charged back.
// Read only.
// Parameters: {"hierarchy": "sales", "currency": "USD"}
MATCH (p:Position {hierarchy: $hierarchy})
CALL (p) {
  MATCH (p)<-[:REPORTS_TO*0..]-(:Position)-[:COVERS]->(:Territory)<-[:IN_TERRITORY]-(c:Company)
  RETURN collect(DISTINCT c) AS customers
}
RETURN p.key AS position, p.name AS name, size(customers) AS customers,
       reduce(sum = 0, c IN customers | sum
         + reduce(s = 0, a IN [(c)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order {currency: $currency}) | o.amount] | s + a)
         - reduce(s = 0, a IN [(c)<-[:MEMBER_OF]-(:SourceRecord)-[:CHARGED_BACK]->(b:ChargeBack {currency: $currency}) | b.amount] | s + a))
         AS bonusBase
ORDER BY position
