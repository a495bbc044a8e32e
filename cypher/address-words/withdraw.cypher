// Withdraws words that stand; they stay on record.
// Idempotent.
UNWIND $ids AS id
MATCH (w:AddressWord {id: id})
WHERE w.withdrawnAt IS NULL
SET w.withdrawnAt = $at, w.withdrawnBy = $by
