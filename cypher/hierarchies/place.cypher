// Lets nodes place the company that their record belongs to now; what they placed before stays on record.
// Idempotent.
UNWIND $ids AS id
MATCH (n:HierarchyNode {id: id})
OPTIONAL MATCH (n)-[:ANCHORED_ON]->(:SourceRecord)-[:MEMBER_OF]->(c:Company)
OPTIONAL MATCH (n)-[old:PLACES]->(was)
WITH n, c, old, was, was IS NOT NULL AND (c IS NULL OR was.id <> c.id) AS ends
FOREACH (_ IN CASE WHEN ends THEN [1] ELSE [] END |
  CREATE (n)-[:WAS_PLACES {from: old.from, to: $at}]->(was) DELETE old)
FOREACH (_ IN CASE WHEN c IS NULL THEN [] ELSE [1] END |
  MERGE (n)-[p:PLACES]->(c) SET p.from = coalesce(p.from, $at))
