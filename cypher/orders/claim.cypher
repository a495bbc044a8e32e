// Joins orders that waited for their customer to the records that have come.
// Idempotent.
UNWIND $ids AS id
MATCH (o:Order {customerRef: id})
MATCH (r:SourceRecord {id: id})
MERGE (r)-[:PLACED]->(o)
