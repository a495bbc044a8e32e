// Writes the present state of records; every earlier property goes, but since when it says the same, who said so first, with which load, and what its
// source says it was merged into. What a system changed in a record that it holds a copy of is looked at again, whether or not the golden
// record is another by it.
// Idempotent: the same rows leave the same nodes.
UNWIND $rows AS row
MERGE (r:SourceRecord {id: row.id})
WITH r, row, CASE WHEN r.hash = row.properties.hash THEN r {.since, .sinceAt, .actor, .user, .load} END AS dated,
     r.mergedIntoRef AS mergedIntoRef
SET r = row.properties
SET r.mergedIntoRef = mergedIntoRef
SET r.actor = coalesce(dated.actor, r.actor), r.user = CASE WHEN dated.actor IS NULL THEN r.user ELSE dated.user END
SET r.load = CASE WHEN dated IS NULL THEN r.load ELSE dated.load END
SET r.since = dated.since, r.sinceAt = dated.sinceAt, r.version = toInteger(r.version), r.issueCount = toInteger(r.issueCount)
WITH r, dated WHERE dated IS NULL
MATCH (r)-[:SYNCED_TO]->(c:Copy)
SET c.attempts = CASE WHEN c.state = 'due' THEN c.attempts ELSE 0 END,
    c.dueAt = CASE WHEN c.state = 'due' THEN c.dueAt ELSE r.receivedAt END,
    c.dueSince = CASE WHEN c.state = 'due' THEN c.dueSince ELSE r.receivedAt END,
    c.dueSeq = coalesce(c.dueSeq, 0) + 1,
    c.state = CASE WHEN c.state = 'held' THEN c.state ELSE 'due' END
