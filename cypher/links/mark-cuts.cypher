// Marks match links whose two ends are in two golden records: clustering cut them.
// Idempotent.
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.low})-[link:SAME_AS]->(:SourceRecord {id: row.high})
WHERE link.cut IS NULL
SET link.cut = true
