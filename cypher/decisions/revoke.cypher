// Ends a decision; it stays on record.
// Idempotent: the first revocation keeps its date.
MATCH (d:Decision {id: $id})
SET d.revokedAt = coalesce(d.revokedAt, $at), d.revokedBy = coalesce(d.revokedBy, $by)
