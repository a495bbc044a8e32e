// Deleted records of one entity of a source in id order, from a given id on.
// Read only.
MATCH (r:Tombstone)
WHERE r.id STARTS WITH $prefix AND r.id > $after
RETURN r.id AS id
ORDER BY id
LIMIT toInteger($limit)
