// Writes life events of golden records.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden {id: row.golden})
MERGE (e:LifeEvent {id: row.event.id})
SET e = row.event
MERGE (g)-[:LIVED_THROUGH]->(e)
