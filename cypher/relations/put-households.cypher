// Writes households at their addresses.
// Idempotent.
UNWIND $rows AS row
MERGE (h:Household {id: row.id})
SET h.name = row.name, h.reason = row.reason, h.size = toInteger(row.size), h.head = row.head, h.headReason = row.headReason
WITH h, row
MATCH (a:Address {key: row.addressKey})
MERGE (h)-[:AT]->(a)
