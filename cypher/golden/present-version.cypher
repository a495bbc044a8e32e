// The present state of one golden record in the shape of its former ones.
// Read only.
MATCH (g:Golden {id: $id})
RETURN coalesce(g.since, g.seq) AS fromSeq, g.members AS members, g.status AS status, coalesce(g.reasons, []) AS reasons, g.body AS body
