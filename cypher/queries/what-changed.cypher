// The change feed between two instants: what happened to whom, and who did it.
// Read only.
// Parameters: {"from": "2026-01-01T00:00:00.000Z", "to": "2027-01-01T00:00:00.000Z", "limit": 100}
MATCH (c:Change)
WHERE c.at >= $from AND c.at < $to
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, c.golden AS golden, c.attributes AS attributes, c.actor AS actor, c.user AS user
ORDER BY seq DESC
LIMIT toInteger($limit)
