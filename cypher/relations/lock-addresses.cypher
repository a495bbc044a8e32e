// Takes the write lock of addresses in the order given (sorted by the caller): households of an address are decided by
// one transaction at a time. The key is left alone: whoever held the lock before may have changed it.
// Idempotent.
UNWIND $keys AS key
MATCH (a:Address {key: key})
SET a.locked = true
REMOVE a.locked
RETURN count(a) AS locked
