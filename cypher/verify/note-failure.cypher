// Notes that a call to a provider failed, and why.
// Not idempotent: call once a failure.
MATCH (u:AddressUsage {id: $id})
SET u.failed = u.failed + 1, u.failure = $failure, u.failedAt = $at
