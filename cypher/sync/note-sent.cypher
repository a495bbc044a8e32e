// Notes what is about to be sent, so that whatever comes back from there is known for what it is.
// Idempotent.
UNWIND $rows AS row
MATCH (c:Copy {id: row.copy})
SET c.sent = row.sent, c.sentSeq = toInteger(row.seq), c.sentAt = $at, c.flips = row.flips,
    c.inactive = coalesce(row.inactive, c.inactive)
