// Notes whether a system answered: so many failures in a row, not to be tried before an instant, and why.
// Idempotent.
MATCH (s:System {name: $name})
SET s.failures = toInteger($failures), s.openUntil = $openUntil, s.failure = $failure
