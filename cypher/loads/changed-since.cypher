// Records that a load brought or changed and that became others since: what they are called, who changed them last, and when.
// Read only.
MATCH (v:RecordVersion {load: $load})<-[:HAD]-(r:SourceRecord|Tombstone)
USING INDEX SEEK v:RecordVersion(load)
WHERE NOT v.late AND v.withdrawnAt IS NULL AND coalesce(r.load, '') <> $load
WITH DISTINCT r ORDER BY r.id
RETURN r.id AS id, r.name AS name, r:Tombstone AS deleted, coalesce(r.user, r.actor) AS by, coalesce(r.sinceAt, r.receivedAt, r.deletedAt) AS at
