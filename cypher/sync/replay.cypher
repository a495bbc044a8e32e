// Copies of a system that failed or are held are tried again, or those that wait for an answer are given one; all of them, or those
// that are named.
// Idempotent.
MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
WHERE c.system = $name AND c.state IN $states AND c.dueAt IS NOT NULL AND ($ids IS NULL OR c.id IN $ids)
SET c.state = 'due', c.dueAt = $at, c.dueSince = coalesce(c.dueSince, $at), c.attempts = 0, c.error = null, c.column = null, c.flips = null, c.refused = null,
    c.answer = coalesce($answer, c.answer)
RETURN c.id AS id
