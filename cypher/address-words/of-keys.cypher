// Words that were told of cleaned addresses, latest first; those that stand, or all.
// Read only.
UNWIND $keys AS key
MATCH (:CleanAddress {key: key})<-[:TOLD_OF]-(w:AddressWord)
WHERE $withdrawn OR w.withdrawnAt IS NULL
RETURN w {.*} AS word
ORDER BY w.at DESC, w.id
