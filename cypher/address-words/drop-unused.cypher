// Deletes cleaned addresses that no record writes any more and of which nothing was told. Must run outside a managed transaction, while
// nobody writes.
// Idempotent.
MATCH (k:CleanAddress)
WHERE NOT EXISTS { (k)--() }
CALL (k) { DELETE k } IN TRANSACTIONS OF 5000 ROWS
