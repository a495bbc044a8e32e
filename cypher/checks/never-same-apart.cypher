// Records that a person decided to be distinct share no golden record.
// Read only; returns what breaks the rule.
MATCH (a:SourceRecord)-[:NEVER_SAME]->(b:SourceRecord)
MATCH (a)-[:MEMBER_OF]->(g:Golden)<-[:MEMBER_OF]-(b)
RETURN a.id AS low, b.id AS high, g.id AS golden
LIMIT 100
