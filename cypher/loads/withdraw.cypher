// Marks what a load made of records as withdrawn, and says whose load they are as of now: of the one before, or none.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord|Tombstone {id: row.id})
SET r.load = row.load
WITH r
MATCH (r)-[:HAD]->(v:RecordVersion)
WHERE coalesce(v.load, '') = $load
SET v.withdrawnAt = coalesce(v.withdrawnAt, $at)
