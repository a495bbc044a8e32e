// Pairs that wait for a steward, most likely first.
// Read only.
// Parameters: {"limit": 20}
MATCH (low:SourceRecord)-[m:MAYBE_SAME]->(high:SourceRecord)
RETURN low.id AS low, low.name AS lowName, high.id AS high, high.name AS highName, m.bits AS bits,
       m.probability AS probability
ORDER BY bits DESC
LIMIT toInteger($limit)
