// A match link is marked as cut where its two ends are in two golden records, and only there.
// Read only; returns what breaks the rule.
MATCH (a:Golden)<-[:MEMBER_OF]-(low:SourceRecord)-[link:SAME_AS]->(high:SourceRecord)-[:MEMBER_OF]->(b:Golden)
WHERE (a <> b) <> coalesce(link.cut, false)
RETURN low.id AS low, high.id AS high, link.cut AS cut
LIMIT 100
