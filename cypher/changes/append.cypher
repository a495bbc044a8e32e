// Appends lines to the feed and dates the golden records they are about, and the memberships that began or ended with
// them. Sequence numbers come from changes/take.
// Not idempotent.
UNWIND $rows AS row
MATCH (g:Golden|Retired {id: row.golden})
CREATE (c:Change)-[:OF]->(g)
SET c = row.properties, c.seq = toInteger(row.seq),
    g.createdSeq = coalesce(g.createdSeq, toInteger(row.seq)), g.since = coalesce(g.since, toInteger(row.seq)),
    g.seq = toInteger(row.seq)
WITH g, row
WHERE row.moved
MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-()
WHERE m.fromSeq IS NULL OR (m.toSeq IS NULL AND type(m) = 'WAS_MEMBER_OF')
SET m.toSeq = CASE WHEN type(m) = 'WAS_MEMBER_OF' THEN toInteger(row.seq) END,
    m.fromSeq = coalesce(m.fromSeq, toInteger(row.seq))
