// Lines of the feed after a number that touched one relation of an entity, in order: undone backwards, they give it as it was.
// Read only.
MATCH (c:Change)
WHERE c.seq > $seq AND c.entity = $entity AND $relation IN c.attributes
RETURN c.golden AS golden, c.body AS body
ORDER BY c.seq
