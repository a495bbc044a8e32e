// Joins golden records to places where they live or lived; a place is one node however many live there.
// The types are spelt out: a pattern whose type is a parameter is planned as a scan of all relationships in a graph that is still
// empty.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MATCH (a:Address {key: row.target})
CALL (g, a) {
  WITH g, a WHERE $type = 'HAS_ADDRESS' MERGE (g)-[r:HAS_ADDRESS]->(a) RETURN r
UNION ALL
  WITH g, a WHERE $type = 'WAS_HAS_ADDRESS' MERGE (g)-[r:WAS_HAS_ADDRESS]->(a) RETURN r
}
SET r = row.properties
