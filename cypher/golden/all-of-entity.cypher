// Every golden record of an entity, by id from a given id on.
// Read only.
MATCH (g:Golden {entity: $entity})
WHERE g.id > $after
WITH g ORDER BY g.id LIMIT toInteger($limit)
RETURN g.id AS id, g.entity AS entity, g.hash AS hash, g.status AS status, coalesce(g.reasons, []) AS reasons, g.body AS body,
       g.members AS members
