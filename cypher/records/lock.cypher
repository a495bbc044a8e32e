// Takes the write lock of each record in the order given (sorted by the caller); creates the node of a new one if asked.
// Idempotent.
UNWIND $rows AS row
FOREACH (_ IN CASE WHEN row.create THEN [1] ELSE [] END | MERGE (:SourceRecord {id: row.id}))
WITH row
MATCH (r:SourceRecord {id: row.id})
SET r.id = row.id
RETURN count(r) AS locked
