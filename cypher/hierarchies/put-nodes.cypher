// Writes nodes of a hierarchy; a node that was taken out comes back, one that is renamed keeps its former state.
// Idempotent.
UNWIND $rows AS row
CALL (row) {
  MATCH (former:FormerHierarchyNode {id: row.id})
  SET former:HierarchyNode
  REMOVE former:FormerHierarchyNode
}
MERGE (n:HierarchyNode {id: row.id})
  ON CREATE SET n.hierarchy = $name, n.key = row.key
WITH n, row, n.since AS since, n.since IS NULL OR n.name <> row.name OR n.type <> row.type AS differs
FOREACH (_ IN CASE WHEN differs AND since IS NOT NULL THEN [1] ELSE [] END |
  CREATE (n)-[:HAD]->(:HierarchyNodeVersion {name: n.name, type: n.type, since: since, until: $at}))
SET n.name = row.name, n.type = row.type, n.since = CASE WHEN differs THEN $at ELSE since END
REMOVE n:Position, n:Territory
FOREACH (_ IN CASE row.type WHEN 'position' THEN [1] ELSE [] END | SET n:Position)
FOREACH (_ IN CASE row.type WHEN 'territory' THEN [1] ELSE [] END | SET n:Territory)
