// Decisions about the given records that stood at an instant, whatever became of them since.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord|Tombstone {id: id})<-[:ABOUT]-(d:Decision)
WHERE d.at <= $at AND (d.revokedAt IS NULL OR d.revokedAt > $at)
RETURN DISTINCT d.id AS id, d.low AS low, d.high AS high, d.verdict AS verdict, d.by AS by, d.reason AS reason,
       d.at AS at, d.evidenceHash AS evidenceHash
