// Takes the write lock of block keys in the order given (sorted by the caller), creating unknown ones, and tells counts.
// Idempotent.
UNWIND $rows AS row
MERGE (k:BlockKey {key: row.key})
  ON CREATE SET k.count = 0
SET k.cap = toInteger(row.cap), k.near = toInteger(row.near)
RETURN row.key AS key, k.count AS count
