// Every record of a common key that proposes neighbours has its place in that key's order.
// Read only; returns what breaks the rule.
MATCH (r:SourceRecord)-[h:HAS_KEY]->(k:BlockKey)
WHERE k.count > k.cap AND k.near > 0 AND h.at IS NULL
RETURN r.id AS record, k.key AS key
LIMIT 100
