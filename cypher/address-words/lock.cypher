// Takes the write lock of cleaned addresses in the order given (sorted by the caller), creating unknown ones: who brings a record that
// writes one and who tells a word about it wait for each other.
// Idempotent.
UNWIND $keys AS key
MERGE (k:CleanAddress {key: key})
SET k.key = key
RETURN count(k) AS locked
