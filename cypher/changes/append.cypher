// Appends lines to the feed and dates the golden records they are about. Sequence numbers come from changes/take.
// Not idempotent.
UNWIND $rows AS row
MATCH (g:Golden|Retired {id: row.golden})
CREATE (c:Change)-[:OF]->(g)
SET c = row.properties, c.seq = toInteger(row.seq),
    g.createdSeq = coalesce(g.createdSeq, toInteger(row.seq)), g.seq = toInteger(row.seq)
