// Copies of a system that failed, are held or wait for somebody's word are tried again; all of them, or those that are named.
// `isWord`: a steward said that what is lost may be taken back.
// Idempotent.
MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
WHERE c.system = $name AND c.state IN ['dead', 'held', 'ask'] AND c.dueAt IS NOT NULL AND ($ids IS NULL OR c.id IN $ids)
SET c.state = 'due', c.dueAt = $at, c.dueSince = coalesce(c.dueSince, $at), c.attempts = 0, c.error = null, c.column = null, c.flips = null,
    c.approvedLoss = CASE WHEN $isWord THEN true ELSE c.approvedLoss END
RETURN c.id AS id
