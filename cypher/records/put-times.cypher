// Writes since when records have said what they say: a version that came late tells.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.standard = row.standard, r.valueTimes = row.valueTimes
