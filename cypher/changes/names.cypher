// What golden records are called, whether they are there, and whether an id that is not leads to others.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})
RETURN g.id AS id, coalesce(g.name, g.id) AS name, g:Golden AS current,
       EXISTS { (g)-[:SUPERSEDED_BY|SPLIT_INTO]->() } AS hasHeir
