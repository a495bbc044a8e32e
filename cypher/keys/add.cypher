// Hangs records on their block keys and counts them. Beyond its cap a key is common and proposes its neighbours alone; `standings`, one a record
// where the writer knows them, say where each stands.
// Not idempotent: the caller adds only keys that a record has not.
UNWIND $rows AS row
MERGE (k:BlockKey {key: row.key})
  ON CREATE SET k.count = size(row.records)
  ON MATCH SET k.count = k.count + size(row.records)
SET k.cap = toInteger(row.cap), k.near = toInteger(row.near)
WITH k, row
UNWIND range(0, size(row.records) - 1) AS i
MATCH (r:SourceRecord {id: row.records[i]})
CREATE (r)-[h:HAS_KEY]->(k)
SET h.at = row.standings[i]
