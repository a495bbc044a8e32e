// Keeps states of records that are not, or no longer, the present one.
// Not idempotent: call once a state.
UNWIND $rows AS row
MATCH (r:SourceRecord|Tombstone {id: row.record})
CREATE (r)-[:HAD]->(v:RecordVersion)
SET v = row.properties, v.version = toInteger(row.properties.version)
