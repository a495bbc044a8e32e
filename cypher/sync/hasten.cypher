// What is due of a system is looked at now, whatever it waits for.
// Idempotent.
MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
WHERE c.system = $name AND c.state = 'due' AND c.dueAt > $at
SET c.dueAt = $at
