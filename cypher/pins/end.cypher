// Ends pins that stand; a pin whose time was up ends then, whenever that is noticed.
// Idempotent.
UNWIND $rows AS row
MATCH (p:Pin {id: row.id})
WHERE p.endedAt IS NULL
SET p.endedAt = row.at, p.endedBy = row.by
