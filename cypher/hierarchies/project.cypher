// What a sales hierarchy says, as relationships of its own: who reports to whom, covers what, and who is in which territory.
// Idempotent.
UNWIND $ids AS id
MATCH (n)-[:CHILD_OF*0..1]->(:HierarchyNode|FormerHierarchyNode {id: id})
WITH DISTINCT n
CALL (n) {
  OPTIONAL MATCH (n:Position)-[:CHILD_OF]->(boss:Position)
  OPTIONAL MATCH (n)-[old:REPORTS_TO]->(was)
  WITH n, boss, old, was, was IS NOT NULL AND (boss IS NULL OR was.id <> boss.id) AS ends
  FOREACH (_ IN CASE WHEN ends THEN [1] ELSE [] END |
    CREATE (n)-[:WAS_REPORTS_TO {from: old.from, to: $at}]->(was) DELETE old)
  FOREACH (_ IN CASE WHEN boss IS NULL THEN [] ELSE [1] END |
    MERGE (n)-[r:REPORTS_TO]->(boss) SET r.from = coalesce(r.from, $at))
}
CALL (n) {
  OPTIONAL MATCH (n:Territory)-[:CHILD_OF]->(seller:Position)
  OPTIONAL MATCH (n)<-[old:COVERS]-(was)
  WITH n, seller, old, was, was IS NOT NULL AND (seller IS NULL OR was.id <> seller.id) AS ends
  FOREACH (_ IN CASE WHEN ends THEN [1] ELSE [] END |
    CREATE (was)-[:WAS_COVERS {from: old.from, to: $at}]->(n) DELETE old)
  FOREACH (_ IN CASE WHEN seller IS NULL THEN [] ELSE [1] END |
    MERGE (seller)-[r:COVERS]->(n) SET r.from = coalesce(r.from, $at))
}
CALL (n) {
  OPTIONAL MATCH (n)-[:CHILD_OF]->(t:Territory)
  OPTIONAL MATCH (n)-[:PLACES]->(c:Company)
  OPTIONAL MATCH (before)-[old:IN_TERRITORY {node: n.id}]->(was)
  WITH n, t, c, before, old, was,
       was IS NOT NULL AND (t IS NULL OR c IS NULL OR was.id <> t.id OR before.id <> c.id) AS ends
  FOREACH (_ IN CASE WHEN ends THEN [1] ELSE [] END |
    CREATE (before)-[:WAS_IN_TERRITORY {node: n.id, from: old.from, to: $at}]->(was) DELETE old)
  FOREACH (_ IN CASE WHEN t IS NULL OR c IS NULL THEN [] ELSE [1] END |
    MERGE (c)-[r:IN_TERRITORY {node: n.id}]->(t) SET r.from = coalesce(r.from, $at))
}
RETURN count(*) AS projected
