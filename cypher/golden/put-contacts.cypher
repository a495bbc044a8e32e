// Writes golden records of contacts. What the feed dates (seq, createdSeq) is left to it.
// Idempotent.
UNWIND $rows AS row
MERGE (g:Golden {id: row.id})
WITH g, row, g.seq AS seq, g.createdSeq AS createdSeq
SET g = row.properties, g:Contact
SET g.seq = seq, g.createdSeq = createdSeq, g.size = toInteger(g.size)
