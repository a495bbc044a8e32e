// Joins orders, contracts, charge-backs, terms and activity that waited for a record to the ones that have come. What does
// not say of which entity its customer is (`source::sourceId`) waits again where a second record has such an id.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WITH r, r.source + '::' + r.sourceId AS open, COUNT {
  MATCH (s:SourceRecord|Tombstone)
  WHERE s.movedTo IS NULL AND s.id IN [entity IN $entities | r.source + ':' + entity + ':' + r.sourceId]
} = 1 AS alone
WITH r, CASE WHEN alone THEN [r.id, open] ELSE [r.id] END AS refs, CASE WHEN alone THEN [] ELSE [open] END AS doubtful
CALL (r, refs) {
  MATCH (o:Order) WHERE o.customerRef IN refs MERGE (r)-[:PLACED]->(o)
}
CALL (r, refs) {
  MATCH (a:Contract) WHERE a.customerRef IN refs MERGE (r)-[:HAS_CONTRACT]->(a)
}
CALL (r, refs) {
  MATCH (a:ChargeBack) WHERE a.customerRef IN refs MERGE (r)-[:CHARGED_BACK]->(a)
}
CALL (r, refs) {
  MATCH (a:Terms) WHERE a.customerRef IN refs MERGE (r)-[:AGREED]->(a)
}
CALL (r, refs) {
  MATCH (a:Activity) WHERE a.customerRef IN refs MERGE (r)-[:DID]->(a)
}
WITH doubtful
UNWIND doubtful AS ref
CALL (ref) {
  MATCH (a:Contract|ChargeBack|Terms|Activity {customerRef: ref})
  MATCH (other:SourceRecord|Tombstone)-[was:HAS_CONTRACT|CHARGED_BACK|AGREED|DID]->(a)
  CREATE (other)-[:$('WAS_' + type(was)) {from: was.from, to: $at}]->(a)
  DELETE was
}
