// Gives the graph back after a bulk load.
// Idempotent.
MATCH (c:Counter {name: 'change', exclusive: $holder})
REMOVE c.exclusive, c.exclusiveUntil
