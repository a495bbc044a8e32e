// Takes lines beyond so many out of orders that have given all of theirs.
// Idempotent.
UNWIND $rows AS row
MATCH (o:Order {id: row.id})-[line:CONTAINS]->()
WHERE line.line > row.lines
DELETE line
