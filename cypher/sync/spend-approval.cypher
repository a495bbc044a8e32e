// What somebody approved has been done: from now on a system is asked about again.
// Idempotent.
MATCH (s:System {name: $name})
SET s.approved = 0, s.mayGo = false
