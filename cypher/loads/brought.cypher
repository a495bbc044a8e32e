// A page of the records that are as a load left them, deleted ones too, in id order; with when that was.
// Read only.
CALL () {
  MATCH (r:SourceRecord {load: $load})
  USING INDEX SEEK r:SourceRecord(load)
  WHERE r.id > $after RETURN r
  UNION ALL
  MATCH (r:Tombstone {load: $load})
  USING INDEX SEEK r:Tombstone(load)
  WHERE r.id > $after RETURN r
}
WITH r ORDER BY r.id LIMIT toInteger($limit)
RETURN r.id AS id, r:Tombstone AS deleted, r.sinceAt AS at
