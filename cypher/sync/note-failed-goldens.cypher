// Golden records that a downstream system refused, with the reason; and those that it has taken since.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden|Retired {id: row.golden})
MERGE (g)-[:SYNCED_TO]->(c:Copy {system: $name})
ON CREATE SET c.id = randomUUID(), c.entity = g.entity, c.attempts = 0
SET c.state = row.state, c.error = row.error, c.column = row.column, c.attempts = c.attempts + 1, c.dueSince = coalesce(c.dueSince, $at),
    c.checkedAt = $at, c.dueAt = $at, c.seq = CASE WHEN row.state = 'current' THEN toInteger(row.seq) ELSE c.seq END
