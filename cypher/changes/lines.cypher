// Lines of the feed by their numbers, in order.
// Read only.
UNWIND $seqs AS seq
MATCH (c:Change {seq: toInteger(seq)})
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, c.entity AS entity, c.golden AS golden, c.attributes AS attributes,
       c.sources AS sources, c.actor AS actor, c.user AS user, c.body AS body
ORDER BY seq
