// Takes records off cleaned addresses that they no longer write.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})-[w:WRITES]->(k:CleanAddress)
WHERE NOT k.key IN row.keys
DELETE w
