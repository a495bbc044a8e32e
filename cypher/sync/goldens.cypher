// Golden records by id, with which of a system's own records they have; those that are gone, with their heirs.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})
RETURN id AS golden, g:Golden AS isLive, g.entity AS entity, g.status AS status, g.body AS body, g.seq AS seq,
       COLLECT { MATCH (g)-[:SUPERSEDED_BY|SPLIT_INTO]->(h) RETURN h.id ORDER BY h.id } AS heirs,
       EXISTS { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r.source = $name } AS isHeld,
       COLLECT { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) RETURN r.id ORDER BY r.id LIMIT 1 } AS members
