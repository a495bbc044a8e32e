// Joins a retired golden record to each of those that hold some of its records now.
// Idempotent.
UNWIND $rows AS row
MATCH (old:Retired {id: row.id})
MATCH (heir:Golden {id: row.heir})
MERGE (old)-[:SPLIT_INTO]->(heir)
