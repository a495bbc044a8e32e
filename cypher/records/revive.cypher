// Turns the tombstones of returning records back into records; their decisions stand again.
// Idempotent.
UNWIND $ids AS id
MATCH (r:Tombstone {id: id})
SET r:SourceRecord
REMOVE r:Tombstone
RETURN r.id AS id
