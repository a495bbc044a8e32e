// Joins orders, contracts, charge-backs, terms and activity that waited for a record to the ones that have come.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
CALL (r, id) {
  MATCH (o:Order {customerRef: id}) MERGE (r)-[:PLACED]->(o)
}
CALL (r, id) {
  MATCH (a:Contract {customerRef: id}) MERGE (r)-[:HAS_CONTRACT]->(a)
}
CALL (r, id) {
  MATCH (a:ChargeBack {customerRef: id}) MERGE (r)-[:CHARGED_BACK]->(a)
}
CALL (r, id) {
  MATCH (a:Terms {customerRef: id}) MERGE (r)-[:AGREED]->(a)
}
CALL (r, id) {
  MATCH (a:Activity {customerRef: id}) MERGE (r)-[:DID]->(a)
}
