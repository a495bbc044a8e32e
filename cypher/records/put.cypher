// Writes the present state of records; every earlier property goes.
// Idempotent: the same rows leave the same nodes.
UNWIND $rows AS row
MERGE (r:SourceRecord {id: row.id})
SET r = row.properties
SET r.version = toInteger(r.version), r.issueCount = toInteger(r.issueCount)
