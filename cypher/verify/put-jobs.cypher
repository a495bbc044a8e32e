// Addresses that a provider is still to be asked about. One that waits already goes on waiting.
// Idempotent.
UNWIND $rows AS row
MERGE (j:AddressJob {id: row.id})
ON CREATE SET j.address = row.address, j.country = row.country, j.input = row.input, j.attempts = 0, j.since = $at, j.dueAt = row.dueAt
