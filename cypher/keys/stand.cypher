// Has records of common keys stand where they belong.
// Idempotent.
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.id})-[h:HAS_KEY]->(:BlockKey {key: row.key})
SET h.at = row.at
