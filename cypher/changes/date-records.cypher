// Dates records by the feed: since the first line of the transaction that brought their present state, up to its last;
// and which run brought it.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
SET r.seq = toInteger($seq), r.since = coalesce(r.since, toInteger($since)),
    r.sinceAt = coalesce(r.sinceAt, $at), r.run = $run
