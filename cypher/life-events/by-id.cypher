// One life event and whose it is.
// Read only.
MATCH (g:Golden)-[:LIVED_THROUGH]->(e:LifeEvent {id: $id})
RETURN g.id AS golden, g.name AS name, e {.*} AS event
