// Copies that could not be written: when they are tried again, or that they are not, and why. `keepsSent`: it may have been written
// all the same; else what was sent `before` it still may. `refused`: attributes that are left out of the next try.
// Idempotent.
UNWIND $rows AS row
MATCH (c:Copy {id: row.copy})
SET c.state = row.state, c.dueAt = coalesce(row.dueAt, c.dueAt), c.attempts = toInteger(row.attempts), c.error = row.error, c.column = row.column,
    c.sent = CASE WHEN row.keepsSent THEN c.sent ELSE row.before END, c.sentSeq = CASE WHEN row.keepsSent THEN c.sentSeq END, c.checkedAt = $at,
    c.refused = row.refused
