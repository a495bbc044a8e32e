// Since when orders are known.
// Idempotent.
UNWIND $ids AS id
MATCH (o:Order {id: id})
WHERE o.since IS NULL
SET o.since = $at
