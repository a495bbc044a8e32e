// Takes nodes out of the current hierarchy. Where they were, and what they placed, stays on record.
// Idempotent.
UNWIND $ids AS id
MATCH (n:HierarchyNode {id: id})
CREATE (n)-[:HAD]->(:HierarchyNodeVersion {name: n.name, type: n.type, since: n.since, until: $at})
SET n.since = null, n:FormerHierarchyNode
REMOVE n:HierarchyNode, n:Position, n:Territory
WITH n
OPTIONAL MATCH (n)-[r:CHILD_OF|ANCHORED_ON|PLACES]->(t)
FOREACH (_ IN CASE WHEN r IS NULL THEN [] ELSE [1] END | CREATE (n)-[:$('WAS_' + type(r)) {from: r.from, to: $at}]->(t) DELETE r)
