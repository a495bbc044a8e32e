// Dates the end of record versions that were kept in this transaction.
// Idempotent.
UNWIND $ids AS id
MATCH (:SourceRecord|Tombstone {id: id})-[:HAD]->(v:RecordVersion)
WHERE v.toSeq IS NULL
SET v.toSeq = toInteger($seq), v.toAt = $at
