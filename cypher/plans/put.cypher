// Stores a plan.
// Not idempotent: a plan has its own id.
CREATE (p:Plan {id: $id, kind: $kind, status: $status, by: $by, key: $key, reason: $reason, at: $at, hash: $hash, body: $body})
RETURN p.id AS id
