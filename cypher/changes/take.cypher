// Takes the next sequence numbers of the feed; holds the counter's lock until the transaction ends.
// Not idempotent.
MATCH (c:Counter {name: 'change'})
SET c.seq = c.seq + toInteger($count), c.at = CASE WHEN c.at > $at THEN c.at ELSE $at END
RETURN c.seq - toInteger($count) AS base, c.at AS at, c.exclusive AS exclusive, c.exclusiveUntil AS exclusiveUntil
