// Time never runs backwards along the feed.
// Read only; returns what breaks the rule.
MATCH (a:Change)
MATCH (b:Change {seq: a.seq + 1})
WHERE b.at < a.at
RETURN a.seq AS seq, a.at AS at, b.at AS next
LIMIT 100
