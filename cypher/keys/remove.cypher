// Takes records off block keys and discounts them. A key that nobody has any more stays, with count 0.
// Idempotent: a record that is not on the key is not counted.
UNWIND $rows AS row
MATCH (k:BlockKey {key: row.key})
UNWIND row.records AS id
MATCH (:SourceRecord {id: id})-[h:HAS_KEY]->(k)
DELETE h
WITH k, count(h) AS removed
SET k.count = k.count - removed
