// Who has a relationship of one type into the given golden records, and all whom they have it with.
// Read only.
UNWIND $ids AS id
MATCH (:Golden {id: id})<-[:$($type)]-(g:Golden)
WITH DISTINCT g
MATCH (g)-[:$($type)]->(t)
RETURN g.id AS id, collect(t.id) AS targets
