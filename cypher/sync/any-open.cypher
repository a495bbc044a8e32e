// Whether anything of a system is still to be done: due by now, or to be tried again. What only waits for something else is not.
// Read only.
MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
WHERE c.system = $name AND c.state = 'due' AND c.dueAt IS NOT NULL AND (c.attempts > 0 OR c.dueAt <= $now)
RETURN c.id AS id LIMIT 1
