// Ties nodes to the source records they go by, or to none; the company of that record is the node's company.
// Idempotent.
UNWIND $rows AS row
MATCH (n:HierarchyNode {id: row.id})
OPTIONAL MATCH (r:SourceRecord {id: row.record})
OPTIONAL MATCH (n)-[old:ANCHORED_ON]->(was)
WITH n, r, old, was, was IS NOT NULL AND (r IS NULL OR was.id <> r.id) AS ends
FOREACH (_ IN CASE WHEN ends THEN [1] ELSE [] END |
  CREATE (n)-[:WAS_ANCHORED_ON {from: old.from, to: $at}]->(was) DELETE old)
FOREACH (_ IN CASE WHEN r IS NULL THEN [] ELSE [1] END |
  MERGE (n)-[a:ANCHORED_ON]->(r) SET a.from = coalesce(a.from, $at))
