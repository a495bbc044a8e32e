// Who lost or changed a relation since a line of the feed, and the line that says what it was. A golden record that was new with
// a line had none before it. Reads the feed from that line on, by its index; bodies of those lines alone.
// Read only.
MATCH (c:Change)
WHERE c.seq > $seq AND c.kind <> 'created' AND any(name IN $names WHERE name IN c.attributes)
RETURN c.golden AS golden, c.body AS body
