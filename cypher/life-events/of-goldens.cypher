// Life events of golden records, the first first.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})-[:LIVED_THROUGH]->(e:LifeEvent)
RETURN id AS golden, g.name AS name, e {.*} AS event
ORDER BY e.at, e.kind, e.id
