// Writes the present state of records; every earlier property goes, but since when it says the same.
// Idempotent: the same rows leave the same nodes.
UNWIND $rows AS row
MERGE (r:SourceRecord {id: row.id})
WITH r, row, CASE WHEN r.hash = row.properties.hash THEN r {.since, .sinceAt} END AS dated
SET r = row.properties
SET r.since = dated.since, r.sinceAt = dated.sinceAt, r.version = toInteger(r.version), r.issueCount = toInteger(r.issueCount)
