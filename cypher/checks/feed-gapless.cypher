// The feed's numbers run without a gap from where it was pruned up to the counter.
// Read only; returns what breaks the rule.
MATCH (c:Counter {name: 'change'})
WITH c.seq AS head, coalesce(c.pruned, 0) AS pruned
OPTIONAL MATCH (ch:Change)
WHERE ch.seq > pruned
WITH head, pruned, count(ch) AS changes, min(ch.seq) AS first, max(ch.seq) AS last
WHERE changes <> head - pruned OR (changes > 0 AND (last <> head OR first <> pruned + 1))
RETURN head, pruned, changes, first, last
