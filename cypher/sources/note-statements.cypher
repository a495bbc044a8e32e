// Notes into which record, that has not come, a source says that each of its own was merged; null: into none that is waited for.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.mergedIntoRef = row.master
