// Every territory with who covers it, its customers and what they bought in one currency, each customer once.
// Read only.
// Parameters: {"currency": "USD"}
MATCH (t:Territory)
OPTIONAL MATCH (t)<-[:COVERS]-(p:Position)
CALL (t) {
  OPTIONAL MATCH (t)<-[:IN_TERRITORY]-(c:Company)
  WITH DISTINCT c
  OPTIONAL MATCH (c)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order {currency: $currency})
  RETURN count(DISTINCT c) AS customers, count(o) AS orders, sum(o.amount) AS amount
}
RETURN t.hierarchy AS hierarchy, t.key AS territory, p.name AS coveredBy, customers, orders, amount
ORDER BY hierarchy, territory
