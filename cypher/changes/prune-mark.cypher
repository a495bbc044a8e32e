// Moves the start of the feed: what was told before an instant is no longer there for anybody, from this moment on.
// Idempotent: the start never moves back.
MATCH (line:Change)
WHERE line.at < $before
WITH line ORDER BY line.at DESC, line.seq DESC LIMIT 1
MATCH (c:Counter {name: 'change'})
WHERE coalesce(c.pruned, 0) < line.seq
SET c.pruned = line.seq, c.prunedAt = line.at
RETURN c.pruned AS pruned
