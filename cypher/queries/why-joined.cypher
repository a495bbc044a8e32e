// The links that hold a golden record together, weakest first. +10 bits are about 1000 to 1 for.
// Read only.
// Parameters: {"id": "cus_00000000-0000-7000-8000-000000000000"}
MATCH (g:Golden {id: $id})<-[:MEMBER_OF]-(low:SourceRecord)-[s:SAME_AS]->(high:SourceRecord)-[:MEMBER_OF]->(g)
RETURN low.id AS low, low.name AS lowName, high.id AS high, high.name AS highName, s.bits AS bits,
       s.probability AS probability
ORDER BY bits
