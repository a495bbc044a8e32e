// Writes the present state of records; every earlier property goes, but since when it says the same, who said so first, and what its
// source says it was merged into.
// Idempotent: the same rows leave the same nodes.
UNWIND $rows AS row
MERGE (r:SourceRecord {id: row.id})
WITH r, row, CASE WHEN r.hash = row.properties.hash THEN r {.since, .sinceAt, .actor, .user} END AS dated,
     r.mergedIntoRef AS mergedIntoRef
SET r = row.properties
SET r.mergedIntoRef = mergedIntoRef
SET r.actor = coalesce(dated.actor, r.actor), r.user = CASE WHEN dated.actor IS NULL THEN r.user ELSE dated.user END
SET r.since = dated.since, r.sinceAt = dated.sinceAt, r.version = toInteger(r.version), r.issueCount = toInteger(r.issueCount)
