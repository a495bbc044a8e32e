// Ids that lead, or led, to golden records.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})
CALL (g) {
  MATCH (g)<-[:SUPERSEDED_BY|SPLIT_INTO|WAS_SUPERSEDED_BY|WAS_SPLIT_INTO]-(n)
  RETURN DISTINCT n LIMIT toInteger($limit)
}
RETURN id AS heir, n.id AS id, n.name AS name
