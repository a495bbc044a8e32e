// Dates records by the feed: as of which line their present state holds, and which run brought it.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
SET r.seq = toInteger($seq), r.run = $run
