// Takes the locks of the given doors, lines and streets in the order given (sorted by the caller), whether or not any address
// is there: which forms are one place is decided by one transaction at a time. Nothing of them stays.
// Idempotent.
UNWIND $keys AS key
MERGE (lock:AddressLock {key: key})
DELETE lock
RETURN count(*) AS locked
