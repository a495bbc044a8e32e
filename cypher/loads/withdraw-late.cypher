// Marks versions that came late with a load as withdrawn: of records that others have changed since, too, they are no word any more.
// Idempotent.
MATCH (v:RecordVersion {load: $load})
USING INDEX SEEK v:RecordVersion(load)
WHERE v.late AND v.withdrawnAt IS NULL
SET v.withdrawnAt = $at
