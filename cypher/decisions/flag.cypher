// Notes which side of a decision no longer says what was decided on; null: that side was not looked at.
// Idempotent.
UNWIND $rows AS row
MATCH (d:Decision {id: row.id})
SET d.lowChanged = coalesce(row.low, d.lowChanged, false), d.highChanged = coalesce(row.high, d.highChanged, false)
SET d.changedAt = CASE WHEN d.lowChanged OR d.highChanged THEN coalesce(d.changedAt, $at) END
