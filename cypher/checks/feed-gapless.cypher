// The feed's numbers run without a gap up to the counter.
// Read only; returns what breaks the rule.
MATCH (c:Counter {name: 'change'})
OPTIONAL MATCH (ch:Change)
WITH c.seq AS head, count(ch) AS changes, min(ch.seq) AS first, max(ch.seq) AS last
WHERE (changes > 0 AND (last <> head OR last - first + 1 <> changes)) OR (changes = 0 AND head <> 0)
RETURN head, changes, first, last
