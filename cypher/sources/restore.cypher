// Lets a retired source win again.
// Idempotent.
MERGE (s:Source {name: $source})
SET s.retiredAt = null, s.retiredBy = null, s.reason = null, s.restoredAt = $at, s.restoredBy = $by, s.pending = 'restore'
