// Has records lead to the cleaned addresses that they write, and to no others. Takes the write locks of the addresses in the order given.
// Idempotent.
UNWIND $rows AS row
MERGE (k:CleanAddress {key: row.key})
SET k.key = row.key
WITH k, row
UNWIND row.records AS each
MATCH (r:SourceRecord {id: each.id})
MERGE (r)-[w:WRITES]->(k)
SET w.country = each.country, w.complete = each.complete, w.corrected = each.corrected
