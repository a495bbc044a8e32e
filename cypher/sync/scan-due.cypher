// A page of a system's records, in id order, is to be looked at: after its definition came into force.
// Idempotent.
MATCH (s:System {name: $name})
CALL (s) {
  MATCH (r:SourceRecord)
  WHERE r.id STARTS WITH $prefix AND r.id > $after
  RETURN r ORDER BY r.id LIMIT toInteger($limit)
}
MERGE (r)-[:SYNCED_TO]->(c:Copy {system: $name})
ON CREATE SET c.id = randomUUID(), c.entity = r.entity, c.attempts = 0
SET c.dueAt = $at, c.dueSince = coalesce(c.dueSince, $at), c.attempts = 0,
    c.state = CASE WHEN c.state IN ['gone'] THEN c.state ELSE 'due' END,
    s.scanned = r.id
RETURN r.id AS id
ORDER BY id
