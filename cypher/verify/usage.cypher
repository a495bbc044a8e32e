// How often providers were called on a day, and what failed last.
// Read only.
UNWIND $ids AS id
MATCH (u:AddressUsage {id: id})
RETURN u.id AS id, u.calls AS calls, u.failed AS failed, u.failure AS failure, u.failedAt AS failedAt
