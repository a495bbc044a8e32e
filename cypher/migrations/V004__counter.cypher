// The one counter that hands out the feed's sequence numbers.
// Idempotent: MERGE.
MERGE (c:Counter {name: 'change'}) ON CREATE SET c.seq = 0, c.at = '1970-01-01T00:00:00.000Z';
