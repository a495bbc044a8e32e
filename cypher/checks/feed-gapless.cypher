// The feed's numbers run without a gap from where it was pruned up to the counter.
// Read only; returns what breaks the rule: how many are missing, there twice, or beyond the counter.
MATCH (c:Counter {name: 'change'})
WITH c.seq AS head, coalesce(c.pruned, 0) AS pruned
OPTIONAL MATCH (ch:Change)
WHERE ch.seq > pruned
WITH head, pruned,
     count(CASE WHEN ch.seq <= head THEN 1 END) AS changes,
     count(DISTINCT CASE WHEN ch.seq <= head THEN ch.seq END) AS numbers,
     count(CASE WHEN ch.seq > head THEN 1 END) AS beyond
WITH head - pruned - numbers AS missing, changes - numbers AS twice, beyond
WHERE missing > 0 OR twice > 0 OR beyond > 0
RETURN missing, twice, beyond
