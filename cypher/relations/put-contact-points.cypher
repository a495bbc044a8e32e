// Joins golden records to the e-mail addresses and phone numbers they are reached at; one node a number, whoever shares it.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MERGE (p:ContactPoint {key: row.target})
  ON CREATE SET p.kind = row.kind, p.value = row.value
MERGE (g)-[:REACHED_AT]->(p)
