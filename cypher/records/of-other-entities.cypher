// Those of the given ids that are records of another entity.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
WHERE r.entity <> $entity
RETURN id, r.entity AS entity
