// Spend of each customer over all records, one row a currency: minor units, never added across currencies.
// Read only.
// Parameters: {"currency": "USD", "limit": 20}
MATCH (g:Customer|Company)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order {currency: $currency})-[line:CONTAINS]->(:Product)
RETURN g.id AS golden, g.name AS name, count(DISTINCT o) AS orders, sum(line.amount) AS amount
ORDER BY amount DESC, golden
LIMIT toInteger($limit)
