// Life events, latest first; of one kind or status where it is named.
// Read only.
MATCH (g:Golden)-[:LIVED_THROUGH]->(e:LifeEvent)
WHERE ($kind = '' OR e.kind = $kind) AND ($status = '' OR e.status = $status)
RETURN g.id AS golden, g.name AS name, e {.*} AS event
ORDER BY e.at DESC, e.kind, e.id
LIMIT toInteger($limit)
