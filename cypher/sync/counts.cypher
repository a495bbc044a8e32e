// How many records of each system stand how, and since when the oldest of them waits. Counted in the index; only those that differ are
// looked at.
// Read only.
MATCH (s:System)
WITH s.name AS system
UNWIND $states AS state
CALL (system, state) {
  MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
  WHERE c.system = system AND c.state = state AND c.dueAt IS NOT NULL
  RETURN count(*) AS copies
}
WITH system, state, copies WHERE copies > 0
CALL (system, state) {
  WITH system, state WHERE NOT state IN ['current', 'gone']
  MATCH (c:Copy) USING INDEX c:Copy(system, state, dueAt)
  WHERE c.system = system AND c.state = state AND c.dueAt IS NOT NULL
  RETURN min(c.dueSince) AS oldest
}
RETURN system, state, copies, oldest
