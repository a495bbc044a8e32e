// Deletes a batch of lines of the feed from before its start.
// Idempotent.
MATCH (c:Counter {name: 'change'})
MATCH (line:Change)
WHERE line.seq <= c.pruned
WITH line LIMIT toInteger($limit)
DETACH DELETE line
RETURN count(*) AS deleted
