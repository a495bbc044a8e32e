// Copies of a system that are to be looked at by now, those that have waited longest first.
// Read only.
MATCH (c:Copy)
WHERE c.system = $name AND c.state = 'due' AND c.dueAt <= $now AND NOT c.id IN $but
WITH c ORDER BY c.dueAt, c.id LIMIT toInteger($limit)
MATCH (r:SourceRecord)-[:SYNCED_TO]->(c)
RETURN c.id AS copy, r.id AS record
