// Which of the feed's lines after a number a filtered consumer wants to see. All are returned, so that a gap shows.
// Read only.
MATCH (c:Change)
WHERE c.seq > toInteger($after) AND c.seq <= toInteger($upto)
RETURN c.seq AS seq,
       ($entity IS NULL OR c.entity = $entity)
       AND ($source IS NULL OR $source IN c.sources)
       AND ($attributes IS NULL OR c.kind <> 'updated' OR any(name IN c.attributes WHERE name IN $attributes)) AS wanted
ORDER BY c.seq
LIMIT toInteger($limit)
