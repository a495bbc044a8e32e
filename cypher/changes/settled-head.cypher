// Where the feed stands, after every transaction that was ending has ended: waits for the counter's lock, so that nothing
// up to this number is still being applied.
// Idempotent: it only takes the lock.
MATCH (c:Counter {name: 'change'})
SET c.name = 'change'
RETURN c.seq AS seq, c.at AS at
