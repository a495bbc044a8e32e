// Hangs records on their block keys and counts them. Beyond its cap a key is common and proposes nothing.
// Not idempotent: the caller adds only keys that a record has not.
UNWIND $rows AS row
MERGE (k:BlockKey {key: row.key})
  ON CREATE SET k.count = size(row.records)
  ON MATCH SET k.count = k.count + size(row.records)
SET k.cap = toInteger(row.cap)
WITH k, row
UNWIND row.records AS id
MATCH (r:SourceRecord {id: id})
CREATE (r)-[:HAS_KEY]->(k)
