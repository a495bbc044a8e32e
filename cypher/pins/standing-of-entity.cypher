// Pins that stand on records of an entity, deleted ones included.
// Read only.
MATCH (p:Pin)-[:PINS]->(r:SourceRecord|Tombstone)
WHERE p.endedAt IS NULL AND r.entity = $entity
RETURN p {.*} AS pin
