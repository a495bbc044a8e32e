// Makes a hierarchy, or changes who owns and edits it.
// Idempotent.
MERGE (h:Hierarchy {name: $name})
  ON CREATE SET h.version = 0, h.createdAt = $at, h.changedAt = $at
SET h.title = $title, h.kind = $kind, h.owner = $owner, h.permitted = $permitted
