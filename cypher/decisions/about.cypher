// Standing decisions about the given records, whatever became of the other record.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})<-[:ABOUT]-(d:Decision)
WHERE d.revokedAt IS NULL
RETURN DISTINCT d.id AS id, d.low AS low, d.high AS high, d.verdict AS verdict, d.by AS by, d.reason AS reason,
       d.at AS at, d.evidenceHash AS evidenceHash
