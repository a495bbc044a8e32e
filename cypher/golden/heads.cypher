// Golden records by id without their records: how many they are, their first ones and their sum.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
RETURN g.id AS id, g.entity AS entity, g.hash AS hash, g.status AS status, coalesce(g.reasons, []) AS reasons, g.body AS body,
       g.size AS size, g.members AS listed, g.memberSum AS memberSum
