// Writes the former relationships of one type that records state.
// Not idempotent: the ones that stood are dropped first.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MATCH (t:Golden {id: row.target})
CREATE (g)-[was:$($type)]->(t)
SET was = row.properties
