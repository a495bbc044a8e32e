// Takes the write lock of a plan: it is applied or reverted by one at a time.
// Idempotent.
MATCH (p:Plan {id: $id})
SET p.id = $id
RETURN p.id AS id
