// Takes the write lock of addresses in the order given (sorted by the caller): households of an address are decided by
// one transaction at a time.
// Idempotent.
UNWIND $keys AS key
MATCH (a:Address {key: key})
SET a.key = key
RETURN count(a) AS locked
