// Deletes block keys that no record has any more. Must run outside a managed transaction, while nobody writes.
// Idempotent.
MATCH (k:BlockKey {count: 0})
CALL (k) { DELETE k } IN TRANSACTIONS OF 5000 ROWS
