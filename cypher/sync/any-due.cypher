// Whether anything of a system is to be looked at by now: a record, a golden record that it holds, or one that is to be made there.
// Read only.
MATCH (c:Copy)
WHERE c.system = $name AND c.state = 'due' AND c.dueAt <= $now
RETURN c.id AS id LIMIT 1
