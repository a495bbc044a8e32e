// Decisions of one author about the given records that somebody else ended.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})<-[:ABOUT]-(d:Decision {by: $by})
WHERE d.revokedAt IS NOT NULL AND d.revokedBy <> $by
RETURN DISTINCT d.low AS low, d.high AS high
