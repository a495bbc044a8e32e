// Hangs nodes under their parents, or makes them roots; where they hung before stays on record.
// Idempotent.
UNWIND $rows AS row
MATCH (n:HierarchyNode {id: row.id})
OPTIONAL MATCH (p:HierarchyNode {id: row.parent})
OPTIONAL MATCH (n)-[old:CHILD_OF]->(was)
WITH n, p, old, was, was IS NOT NULL AND (p IS NULL OR was.id <> p.id) AS ends
FOREACH (_ IN CASE WHEN ends THEN [1] ELSE [] END |
  CREATE (n)-[:WAS_CHILD_OF {from: old.from, to: $at}]->(was) DELETE old)
FOREACH (_ IN CASE WHEN p IS NULL THEN [] ELSE [1] END |
  MERGE (n)-[c:CHILD_OF]->(p) SET c.from = coalesce(c.from, $at))
