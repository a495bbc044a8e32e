// Joins orders to the records they name as their customer: those that waited for them, and those that were another's until
// now, whose they remain in sums as of then.
// Idempotent.
UNWIND $ids AS id
MATCH (o:Order {customerRef: id})
MATCH (r:SourceRecord {id: id})
OPTIONAL MATCH (other:SourceRecord|Tombstone)-[wrong:PLACED]->(o)
WHERE other.id <> id
FOREACH (was IN CASE WHEN wrong IS NULL THEN [] ELSE [wrong] END |
  CREATE (other)-[:WAS_PLACED {from: was.from, to: $at}]->(o)
  DELETE was)
WITH r, o, count(wrong) > 0 AS moved
MERGE (r)-[placed:PLACED]->(o)
  ON CREATE SET placed.from = CASE WHEN moved THEN $at END
