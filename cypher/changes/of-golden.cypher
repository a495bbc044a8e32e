// The feed's lines about one golden record up to a number, latest first.
// Read only.
MATCH (c:Change {golden: $id})
WHERE c.seq <= $upto
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, c.entity AS entity, c.golden AS golden, c.attributes AS attributes,
       c.sources AS sources, c.actor AS actor, c.user AS user, c.body AS body
ORDER BY seq DESC
LIMIT toInteger($limit)
