// Notes how far a system was asked what changed there, by entity.
// Idempotent.
MATCH (s:System {name: $name})
SET s.polls = $polls, s.polledAt = $at
