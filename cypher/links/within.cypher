// The match links among the given records.
// Read only.
UNWIND $ids AS id
MATCH (a:SourceRecord {id: id})-[link:SAME_AS]->(b:SourceRecord)
RETURN a.id AS low, b.id AS high, link.bits AS bits, link.probability AS probability
