// The feed's lines about one golden record after a number, in order.
// Read only.
MATCH (c:Change {golden: $id})
WHERE c.seq > $seq
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, c.entity AS entity, c.golden AS golden, c.attributes AS attributes,
       c.sources AS sources, c.actor AS actor, c.user AS user, c.body AS body
ORDER BY seq
