// Stored links between the records of each of the given pairs.
// Read only.
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.low})-[link:SAME_AS|MAYBE_SAME]->(:SourceRecord {id: row.high})
RETURN row.low AS low, row.high AS high, type(link) AS type, link.bits AS bits, link.probability AS probability
