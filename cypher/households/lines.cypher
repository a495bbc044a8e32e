// The feed's lines, up to a number, that tell of a household of the given golden records, in order.
// Read only.
UNWIND $ids AS id
MATCH (c:Change {golden: id}) USING INDEX SEEK c:Change(golden)
WHERE c.seq <= $seq AND 'household' IN c.attributes
RETURN c.golden AS golden, c.body AS body
ORDER BY c.seq
