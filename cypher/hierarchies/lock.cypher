// Takes the write lock of a hierarchy: one edit at a time, so that each sees the forest the one before left.
// Idempotent.
MATCH (h:Hierarchy {name: $name})
SET h.name = $name
RETURN h.changedAt AS changedAt
