// Writes golden records of persons. What the feed dates (seq, createdSeq) is left to it.
// Idempotent.
UNWIND $rows AS row
MERGE (g:Golden {id: row.id})
WITH g, row, g.seq AS seq, g.createdSeq AS createdSeq
SET g = row.properties, g:Customer
SET g.seq = seq, g.createdSeq = createdSeq, g.size = toInteger(g.size)
