// Joins golden records to golden records by a relationship of one type; an existing one takes the new properties.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MATCH (t:Golden {id: row.target})
MERGE (g)-[r:$($type)]->(t)
SET r = row.properties
