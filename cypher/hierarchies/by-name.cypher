// One hierarchy.
// Read only.
MATCH (h:Hierarchy {name: $name})
RETURN h.name AS name, h.title AS title, h.kind AS kind, h.owner AS owner, h.permitted AS permitted, h.version AS version,
       h.createdAt AS createdAt, h.changedAt AS changedAt, COUNT { MATCH (n:HierarchyNode {hierarchy: h.name}) } AS nodes
