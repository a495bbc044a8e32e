// Records that are to be made in a system by now, for which golden record, and what was sent for them already.
// Read only.
MATCH (c:Copy)
WHERE c.system = $name AND c.state = 'due' AND c.dueAt <= $now
MATCH (g:Golden)-[:TO_MAKE]->(c)
RETURN c.id AS copy, g.id AS golden, c.attempts AS attempts, c.referred AS referred
ORDER BY c.dueAt, copy LIMIT toInteger($limit)
