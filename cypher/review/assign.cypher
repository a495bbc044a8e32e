// Gives items of the review queue to somebody.
// Idempotent.
UNWIND $items AS item
MERGE (t:ReviewTask {item: item})
SET t.assignee = $assignee, t.by = $by, t.at = $at
