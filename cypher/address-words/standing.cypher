// All words about addresses that stand.
// Read only.
MATCH (w:AddressWord)
WHERE w.withdrawnAt IS NULL
RETURN w {.*} AS word
