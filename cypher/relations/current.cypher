// The current relationships of one type that start at the given golden records.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})-[r:$($type)]->(t)
RETURN id, coalesce(t.id, t.key) AS target, properties(r) AS properties
