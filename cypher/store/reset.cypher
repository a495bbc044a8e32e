// Empties the graph. Must run outside a managed transaction.
// Idempotent.
MATCH (n)
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS
