// Items of the review queue go by the new id of what they are about.
// Idempotent.
UNWIND $rows AS row
MATCH (t:ReviewTask {item: row.from})
SET t.item = row.to
