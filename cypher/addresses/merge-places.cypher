// Takes who lived at places, and the households there, to the places that these have become; the former are gone.
// Idempotent.
UNWIND $rows AS row
MATCH (old:Address {key: row.from}), (a:Address {key: row.to})
WHERE NOT EXISTS { (old)<-[:FORM_OF]-() }
CALL (old, a) {
  MATCH (old)<-[r:WAS_HAS_ADDRESS]-(g)
  MERGE (g)-[was:WAS_HAS_ADDRESS]->(a)
    ON CREATE SET was = properties(r)
}
CALL (old, a) {
  MATCH (old)<-[:AT]-(h)
  MERGE (h)-[:AT]->(a)
}
DETACH DELETE old
