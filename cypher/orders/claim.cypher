// Joins orders to the records they name as their customer: those that waited for them, and those that were another's until
// now, whose they remain in sums as of then. An order that does not say of which entity its customer is (`source::sourceId`)
// is that of the one record with such an id; where there are several, it waits.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
CALL (r) {
  MATCH (o:Order {customerRef: r.id})
  RETURN o, true AS fits
UNION ALL
  MATCH (o:Order {customerRef: r.source + '::' + r.sourceId})
  RETURN o, COUNT {
    UNWIND $entities AS entity
    MATCH (s:SourceRecord|Tombstone {id: r.source + ':' + entity + ':' + r.sourceId})
    WHERE s.movedTo IS NULL
    RETURN s
  } = 1 AS fits
}
OPTIONAL MATCH (other:SourceRecord|Tombstone)-[wrong:PLACED]->(o)
WHERE other.id <> id OR NOT fits
FOREACH (was IN CASE WHEN wrong IS NULL THEN [] ELSE [wrong] END |
  CREATE (other)-[:WAS_PLACED {from: was.from, to: $at}]->(o)
  DELETE was)
WITH r, o, fits, count(wrong) > 0 AS moved
WHERE fits
MERGE (r)-[placed:PLACED]->(o)
  ON CREATE SET placed.from = CASE WHEN moved THEN $at END
