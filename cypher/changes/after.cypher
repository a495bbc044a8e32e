// The feed's lines after a number up to another, in order.
// Read only.
MATCH (c:Change)
WHERE c.seq > toInteger($after) AND c.seq <= toInteger($upto)
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, c.entity AS entity, c.golden AS golden, c.attributes AS attributes,
       c.sources AS sources, c.actor AS actor, c.user AS user, c.body AS body
ORDER BY c.seq
LIMIT toInteger($limit)
