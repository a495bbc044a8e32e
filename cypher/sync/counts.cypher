// How many records of each system stand how, and since when the oldest of them waits.
// Read only.
MATCH (c:Copy)
WHERE $name IS NULL OR c.system = $name
RETURN c.system AS system, c.state AS state, count(*) AS copies, min(c.dueSince) AS oldest, sum(coalesce(c.writes, 0)) AS writes,
       max(c.ackedAt) AS lastAt
