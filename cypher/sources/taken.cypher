// Which of the given ids are those of records, deleted ones included.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
RETURN r.id AS id
