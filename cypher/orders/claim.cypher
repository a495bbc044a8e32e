// Joins orders that waited for their customer to the records that have come, and to no other.
// Idempotent.
UNWIND $ids AS id
MATCH (o:Order {customerRef: id})
MATCH (r:SourceRecord {id: id})
OPTIONAL MATCH (other:SourceRecord|Tombstone)-[wrong:PLACED]->(o)
WHERE other.id <> id
DELETE wrong
WITH DISTINCT r, o
MERGE (r)-[:PLACED]->(o)
