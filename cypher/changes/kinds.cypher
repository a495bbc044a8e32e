// How many lines of each kind the feed has after a number.
// Read only.
MATCH (c:Change)
WHERE c.seq > toInteger($after)
  AND ($entity IS NULL OR c.entity = $entity) AND ($source IS NULL OR $source IN c.sources)
RETURN c.kind AS kind, count(*) AS lines
