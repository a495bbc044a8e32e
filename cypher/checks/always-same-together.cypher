// Records that a person decided to be one share a golden record.
// Read only; returns what breaks the rule.
MATCH (a:SourceRecord)-[:ALWAYS_SAME]->(b:SourceRecord)
WHERE NOT EXISTS { (a)-[:MEMBER_OF]->(:Golden)<-[:MEMBER_OF]-(b) }
RETURN a.id AS low, b.id AS high
LIMIT 100
