// Takes the next sequence numbers of the feed; holds the counter's lock until the transaction ends. `writes` counts the
// transactions that wrote anything, so that a bulk load can tell whether it was alone; ids that were minted and that
// went are counted for the metrics.
// Not idempotent.
MATCH (c:Counter {name: 'change'})
SET c.seq = c.seq + toInteger($count), c.writes = coalesce(c.writes, 0) + 1,
    c.idsCreated = coalesce(c.idsCreated, 0) + toInteger($created),
    c.idsRetired = coalesce(c.idsRetired, 0) + toInteger($retired),
    c.churn = coalesce(c.churn, 0) + toInteger($churn)
SET c.at = CASE WHEN c.at > $at THEN c.at ELSE $at END
RETURN c.seq - toInteger($count) AS base, c.at AS at, c.writes AS writes, c.exclusive AS exclusive,
       c.exclusiveUntil AS exclusiveUntil
