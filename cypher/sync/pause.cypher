// Pauses a system, or lets it go on. Whoever paused it first stays named.
// Once it goes on, what differs by now may be written, and what is gone there may go.
// Idempotent.
MATCH (s:System {name: $name})
SET s.pausedAt = CASE WHEN $reason IS NULL THEN null ELSE coalesce(s.pausedAt, $at) END,
    s.pausedBy = CASE WHEN $reason IS NULL THEN null ELSE coalesce(s.pausedBy, $by) END,
    s.pauseReason = CASE WHEN $reason IS NULL THEN null ELSE coalesce(s.pauseReason, $reason) END,
    s.approved = CASE WHEN $reason IS NULL THEN toInteger($approved) ELSE s.approved END,
    s.mayGo = $reason IS NULL, s.failures = 0, s.openUntil = null, s.failure = null
RETURN s.name AS name
