// Lines of the feed between two numbers that a filter lets through, latest first.
// Read only.
MATCH (c:Change)
WHERE c.seq > toInteger($after) AND c.seq < toInteger($before)
  AND ($kind IS NULL OR c.kind = $kind) AND ($entity IS NULL OR c.entity = $entity)
  AND ($source IS NULL OR $source IN c.sources)
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, c.entity AS entity, c.golden AS golden, c.attributes AS attributes,
       c.sources AS sources, c.actor AS actor, c.user AS user, c.body AS body
ORDER BY c.seq DESC
LIMIT toInteger($limit)
