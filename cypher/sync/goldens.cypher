// Golden records by id; those that are gone, with their heirs.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})
RETURN id AS golden, g:Golden AS isLive, g.entity AS entity, g.status AS status, g.body AS body, g.seq AS seq,
       COLLECT { MATCH (g)-[:SUPERSEDED_BY|SPLIT_INTO]->(h) RETURN h.id ORDER BY h.id } AS heirs
