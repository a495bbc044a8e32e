// Decisions about records, revoked ones included, with the hashes of both records.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord|Tombstone {id: id})<-[:ABOUT]-(d:Decision)
WITH DISTINCT d
RETURN d.id AS id, d.low AS low, d.high AS high, d.evidenceHash AS evidenceHash,
       [(d)-[:ABOUT]->(r) | {id: r.id, hash: r.hash}] AS records
