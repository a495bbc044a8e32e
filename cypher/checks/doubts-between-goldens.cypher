// A doubtful link leads from one golden record to another: inside one the doubt is settled.
// Read only; returns what breaks the rule.
MATCH (a:SourceRecord)-[:MAYBE_SAME]->(b:SourceRecord)
MATCH (a)-[:MEMBER_OF]->(g:Golden)<-[:MEMBER_OF]-(b)
RETURN g.id AS golden, a.id AS low, b.id AS high
LIMIT 100
