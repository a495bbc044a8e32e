// Takes items of the review queue back from whoever has them.
// Idempotent.
UNWIND $items AS item
MATCH (t:ReviewTask {item: item})
DELETE t
