// The last line of the feed that was told by an instant.
// Read only.
MATCH (c:Change)
WHERE c.at <= $at
RETURN c.seq AS seq
ORDER BY c.at DESC, c.seq DESC
LIMIT 1
