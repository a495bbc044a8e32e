// The present state of one golden record in the shape of its former ones.
// Read only.
MATCH (g:Golden {id: $id})
RETURN g.seq AS fromSeq, g.members AS members, g.body AS body
