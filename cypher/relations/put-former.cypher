// Writes the former jobs that records state.
// Not idempotent: the ones that stood are dropped first.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MATCH (t:Golden {id: row.target})
CREATE (g)-[was:WAS_WORKS_AT]->(t)
SET was = row.properties
