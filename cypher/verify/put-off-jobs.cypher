// Addresses that could not be asked about: when it is tried again, and why.
// Idempotent.
UNWIND $rows AS row
MATCH (j:AddressJob {id: row.id})
SET j.dueAt = row.dueAt, j.attempts = toInteger(row.attempts), j.error = row.error, j.holder = null
