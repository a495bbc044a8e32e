// Keeps a steward's pin on a record.
// Not idempotent: a pin has its own id.
MATCH (r:SourceRecord {id: $record})
CREATE (p:Pin)-[:PINS]->(r)
SET p = $properties
