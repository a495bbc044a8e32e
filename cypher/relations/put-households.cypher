// Writes households at their addresses. One that came to an end and is written again goes on.
// Idempotent.
UNWIND $rows AS row
OPTIONAL MATCH (former:FormerHousehold {id: row.id})
SET former:Household, former.endedAt = null
REMOVE former:FormerHousehold
WITH row
MERGE (h:Household {id: row.id})
SET h.name = row.name, h.reason = row.reason, h.size = toInteger(row.size), h.head = row.head, h.headReason = row.headReason
WITH h, row
MATCH (a:Address {key: row.addressKey})
MERGE (h)-[:AT]->(a)
