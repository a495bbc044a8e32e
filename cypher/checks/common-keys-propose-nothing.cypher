// Every link is proposed by a key that both records have and that is not common.
// Read only; returns what breaks the rule.
MATCH (a:SourceRecord)-[l:SAME_AS]->(b:SourceRecord)
WHERE NOT EXISTS { MATCH (a)-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(b) WHERE k.count <= k.cap }
RETURN a.id AS low, b.id AS high
LIMIT 100
