// Joins a retired golden record to the one that holds all its records now.
// Idempotent.
UNWIND $rows AS row
MATCH (old:Retired {id: row.id})
MATCH (heir:Golden {id: row.heir})
MERGE (old)-[:SUPERSEDED_BY]->(heir)
