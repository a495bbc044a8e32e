// Golden records by id with all that was decided about them.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
RETURN g.id AS id, g.entity AS entity, g.hash AS hash, g.status AS status, coalesce(g.reasons, []) AS reasons, g.body AS body,
       g.members AS members
