// Which of the given ids are retired today.
// Read only.
UNWIND $ids AS id
MATCH (r:Retired {id: id})
RETURN r.id AS id
