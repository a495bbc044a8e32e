// A record is known by source, entity and id: `crm:17` becomes `crm:person:17`, wherever it stands. Whatever has its new form
// is marked with `renamed` until all has (V066), so that a migration that was cut off goes on where it was.
// Idempotent.
MATCH (r:SourceRecord|Tombstone)
WHERE r.renamed IS NULL AND r.source IS NOT NULL AND r.entity IS NOT NULL AND r.sourceId IS NOT NULL
CALL (r) {
  SET r.id = r.source + ':' + r.entity + ':' + r.sourceId,
      r.companyRef = split(r.companyRef, ':')[0] + ':company:' + substring(r.companyRef, size(split(r.companyRef, ':')[0]) + 1),
      r.parentRef = split(r.parentRef, ':')[0] + ':company:' + substring(r.parentRef, size(split(r.parentRef, ':')[0]) + 1),
      r.standard = '{"id":"' + r.source + ':' + r.entity + ':' + substring(r.standard, size('{"id":"' + r.source + ':')),
      r.renamed = true
} IN TRANSACTIONS OF 5000 ROWS;
// What a record was before it was given another id or name says so; what was of another entity is of that one.
MATCH (v:RecordVersion)
WHERE v.renamed IS NULL AND v.standard IS NOT NULL
CALL (v) {
  WITH v, split(substring(v.standard, size('{"id":"')), ':')[0] AS source,
       head([entity IN ['person', 'company', 'contact'] WHERE v.input CONTAINS '"entity":"' + entity + '"']) AS entity
  WHERE entity IS NOT NULL
  SET v.standard = '{"id":"' + source + ':' + entity + ':' + substring(v.standard, size('{"id":"' + source + ':')),
      v.renamed = true
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (f:FormerRecord)-[:NOW]->(r:SourceRecord|Tombstone)
WHERE f.renamed IS NULL
CALL (f, r) {
  WITH f, r, split(f.id, ':')[0] AS source
  SET f.id = source + ':' + r.entity + ':' + substring(f.id, size(source) + 1), f.renamed = true
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (r:SourceRecord)-[m:MEMBER_OF]->(:Golden)
WHERE m.record <> r.id
CALL (r, m) { SET m.record = r.id } IN TRANSACTIONS OF 5000 ROWS;
MATCH (p:Pin)-[:PINS]->(r:SourceRecord|Tombstone)
WHERE p.record <> r.id
SET p.record = r.id;
MATCH (low:SourceRecord|Tombstone)<-[:ABOUT]-(d:Decision)-[:ABOUT]->(high:SourceRecord|Tombstone)
WHERE d.low = low.source + ':' + low.sourceId AND d.high = high.source + ':' + high.sourceId
SET d.reason = CASE d.reason
  WHEN low.source + ' says that ' + d.low + ' was merged into ' + d.high
    THEN low.source + ' says that ' + low.id + ' was merged into ' + high.id
  WHEN high.source + ' says that ' + d.high + ' was merged into ' + d.low
    THEN high.source + ' says that ' + high.id + ' was merged into ' + low.id
  ELSE d.reason END
SET d.low = low.id, d.high = high.id;
MATCH (r:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
WHERE h.at IS NOT NULL AND h.renamed IS NULL
CALL (r, h) {
  WITH r, h, last(split(h.at, '\u0001')) AS id
  SET h.at = left(h.at, size(h.at) - size(id)) + r.source + ':' + r.entity + ':' + substring(id, size(r.source) + 1),
      h.renamed = true
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (g:Golden|Retired)-[x]->()
WHERE x.record IS NOT NULL AND x.renamed IS NULL
CALL (g, x) {
  WITH g, x, split(x.record, ':')[0] AS source
  SET x.record = source + ':' + g.entity + ':' + substring(x.record, size(source) + 1), x.renamed = true
} IN TRANSACTIONS OF 5000 ROWS;
// Orders never said of which entity their customer is: it is whoever alone has the id.
MATCH (o:Order|OrderVersion|ActivityVersion)
WHERE o.customerRef IS NOT NULL AND o.renamed IS NULL
CALL (o) {
  WITH o, split(o.customerRef, ':')[0] AS source
  SET o.customerRef = source + '::' + substring(o.customerRef, size(source) + 1), o.renamed = true
} IN TRANSACTIONS OF 5000 ROWS;
MATCH (v:LifeEventVerdict {kind: 'jobChange'})-[:ON]->(r:SourceRecord {entity: 'contact'})
WHERE v.renamed IS NULL AND v.topic ENDS WITH '>' + r.source + ':' + r.sourceId
WITH v, r, left(v.topic, size(v.topic) - size('>' + r.source + ':' + r.sourceId)) AS former
WITH v, r, former, split(former, ':')[0] AS source
SET v.topic = source + ':contact:' + substring(former, size(source) + 1) + '>' + r.id, v.renamed = true;
// What holds ids inside of JSON follows record by record.
// RENAME RECORDS
