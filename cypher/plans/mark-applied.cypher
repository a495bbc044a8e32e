// Notes that a plan was applied, and which lines of the feed that wrote.
// Idempotent.
MATCH (p:Plan {id: $id})
SET p.status = 'applied', p.appliedAt = $at, p.body = $body, p.fromSeq = toInteger($fromSeq), p.toSeq = toInteger($toSeq)
