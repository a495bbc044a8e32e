// Lines of the feed after a number that touched relations of the given golden records, in order: undone backwards, they give
// these as they were.
// Read only.
UNWIND $ids AS id
MATCH (c:Change {golden: id}) USING INDEX SEEK c:Change(golden)
WHERE c.seq > $seq AND any(name IN $names WHERE name IN c.attributes)
RETURN c.golden AS golden, c.body AS body
ORDER BY c.seq
