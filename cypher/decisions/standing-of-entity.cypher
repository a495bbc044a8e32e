// Every standing decision about records of an entity.
// Read only.
MATCH (d:Decision)-[:ABOUT]->(r:SourceRecord {entity: $entity})
WHERE d.revokedAt IS NULL
RETURN DISTINCT d.id AS id, d.low AS low, d.high AS high, d.verdict AS verdict, d.by AS by, d.reason AS reason,
       d.at AS at, d.evidenceHash AS evidenceHash
