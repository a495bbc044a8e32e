// How many live records an entity has.
// Read only.
MATCH (r:SourceRecord {entity: $entity}) RETURN count(r) AS records
