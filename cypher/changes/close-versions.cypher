// Dates the end of golden versions that were kept in this transaction.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden|Retired {id: row.golden})-[:HAD]->(v:GoldenVersion)
WHERE v.toSeq IS NULL
SET v.toSeq = toInteger(row.seq)
