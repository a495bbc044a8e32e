// Joins orders, contracts, charge-backs, terms and activity that waited for a record to the ones that have come. What does
// not say of which entity its customer is (`source::sourceId`) waits again where a second record has such an id.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WITH r, r.source + '::' + r.sourceId AS open, COUNT {
  UNWIND $entities AS entity
  MATCH (s:SourceRecord|Tombstone {id: r.source + ':' + entity + ':' + r.sourceId})
  WHERE s.movedTo IS NULL
  RETURN s
} = 1 AS alone
WITH r, CASE WHEN alone THEN [r.id, open] ELSE [r.id] END AS refs, CASE WHEN alone THEN [] ELSE [open] END AS doubtful
CALL (r, refs) {
  UNWIND refs AS ref MATCH (o:Order {customerRef: ref}) MERGE (r)-[:PLACED]->(o)
}
CALL (r, refs) {
  UNWIND refs AS ref MATCH (a:Contract {customerRef: ref}) MERGE (r)-[:HAS_CONTRACT]->(a)
}
CALL (r, refs) {
  UNWIND refs AS ref MATCH (a:ChargeBack {customerRef: ref}) MERGE (r)-[:CHARGED_BACK]->(a)
}
CALL (r, refs) {
  UNWIND refs AS ref MATCH (a:Terms {customerRef: ref}) MERGE (r)-[:AGREED]->(a)
}
CALL (r, refs) {
  UNWIND refs AS ref MATCH (a:Activity {customerRef: ref}) MERGE (r)-[:DID]->(a)
}
WITH doubtful
UNWIND doubtful AS ref
CALL (ref) {
  MATCH (a:Contract|ChargeBack|Terms|Activity {customerRef: ref})
  MATCH (other:SourceRecord|Tombstone)-[was:HAS_CONTRACT|CHARGED_BACK|AGREED|DID]->(a)
  CREATE (other)-[:$('WAS_' + type(was)) {from: was.from, to: $at}]->(a)
  DELETE was
}
