// Writes the marks of what Kith wrote into the systems of records. What the records say of their own stays as it is.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.input = row.input, r.hash = row.hash, r.marked = row.marked, r.since = null, r.sinceAt = null
