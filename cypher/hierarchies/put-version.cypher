// Closes an edit: the hierarchy's next version, who made it and why.
// Not idempotent.
MATCH (h:Hierarchy {name: $name})
SET h.version = h.version + 1, h.changedAt = $at
CREATE (h)-[:HAD]->(:HierarchyVersion {version: h.version, at: $at, by: $by, user: $user, reason: $reason,
                                       put: toInteger($put), removed: toInteger($removed)})
RETURN h.version AS version
