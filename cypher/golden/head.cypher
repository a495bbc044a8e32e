// Name and place in the feed of one golden record.
// Read only.
MATCH (g:Golden {id: $id})
RETURN g.name AS name, g.seq AS seq
