// Joins golden records to their addresses, current or former; an address is one node however many live there.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MERGE (a:Address {key: row.target})
  ON CREATE SET a += row.address
MERGE (g)-[r:$($type)]->(a)
SET r = row.properties
