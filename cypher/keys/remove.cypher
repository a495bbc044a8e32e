// Takes records off block keys, discounts them and tells where they stood. A key that nobody has any more stays, with count 0.
// Idempotent: a record that is not on the key is not counted.
UNWIND $rows AS row
MATCH (k:BlockKey {key: row.key})
UNWIND row.records AS id
MATCH (:SourceRecord {id: id})-[h:HAS_KEY]->(k)
WITH k, h, h.at AS at
DELETE h
WITH k, count(*) AS removed, collect(at) AS left
SET k.count = k.count - removed
RETURN k.key AS key, left
