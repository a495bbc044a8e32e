// Standing decisions about the given records, with hashes of what was decided on.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})<-[:ABOUT]-(d:Decision)
WHERE d.revokedAt IS NULL
RETURN DISTINCT d.id AS id, d.low AS low, d.high AS high, d.lowHash AS lowHash, d.highHash AS highHash
