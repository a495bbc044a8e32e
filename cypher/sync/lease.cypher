// Takes a system for one sender, or holds on to it, or (until 0) lets go of it. A sender that was killed loses it by itself.
// Idempotent.
MATCH (s:System {name: $name})
SET s.name = $name
WITH s, s.holder IS NULL OR s.holder = $holder OR s.holderUntil < toInteger($now) AS free
SET s.holder = CASE WHEN free THEN $holder ELSE s.holder END,
    s.holderUntil = CASE WHEN free THEN toInteger($until) ELSE s.holderUntil END
RETURN free
