// Keeps words about addresses. One that was told before stays as it is, also where it was withdrawn.
// Idempotent.
UNWIND $rows AS row
MERGE (k:CleanAddress {key: row.key})
MERGE (w:AddressWord {id: row.id})
  ON CREATE SET w = row
MERGE (w)-[:TOLD_OF]->(k)
