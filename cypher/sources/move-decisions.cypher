// Decisions follow their records to the new ids, low id first.
// Idempotent.
UNWIND $rows AS row
MATCH (d:Decision {id: row.id})
SET d.low = row.low, d.high = row.high, d.evidenceHash = row.evidenceHash
