// Forgets what is no longer offered: what was written before an instant.
// Idempotent.
MATCH (h:AddressHint)
WHERE h.at < $at
DELETE h
