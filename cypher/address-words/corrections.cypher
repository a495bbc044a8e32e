// Takes the write lock of cleaned addresses in the order given (sorted by the caller), creating unknown ones, and reads which corrections of
// them stand: who brings a record that writes one and who accepts a correction of it wait for each other.
// Idempotent.
UNWIND $keys AS key
MERGE (k:CleanAddress {key: key})
SET k.key = key
WITH k
MATCH (k)<-[:TOLD_OF]-(w:AddressWord {kind: 'corrected'})
WHERE w.withdrawnAt IS NULL
RETURN w {.*} AS word
