// Makes customers members of households.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MATCH (h:Household {id: row.target})
MERGE (g)-[r:IN_HOUSEHOLD]->(h)
SET r.reason = row.reason, r.from = coalesce(r.from, row.from)
