// Deletes doubtful links.
// Idempotent.
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.low})-[link:MAYBE_SAME]->(:SourceRecord {id: row.high})
DELETE link
