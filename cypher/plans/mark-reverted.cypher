// Notes that a plan was taken back.
// Idempotent.
MATCH (p:Plan {id: $id})
SET p.status = 'reverted', p.revertedAt = $at
