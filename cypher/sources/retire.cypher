// Retires a source: from now on its statements win nothing. Whoever retired it first stays named.
// Idempotent.
MERGE (s:Source {name: $source})
SET s.retiredAt = coalesce(s.retiredAt, $at), s.retiredBy = coalesce(s.retiredBy, $by),
    s.reason = coalesce(s.reason, $reason), s.pending = 'retire'
