// The life of a golden record: every line of the feed about it, with the ids that went into it or came of it.
// Read only.
// Parameters: {"id": "cus_00000000-0000-7000-8000-000000000000"}
MATCH (c:Change {golden: $id})
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, c.attributes AS attributes, c.actor AS actor, c.user AS user
ORDER BY seq
