// Systems that something was decided about: what is in force of each, and where it stands.
// Read only.
MATCH (s:System)
RETURN s.name AS name, s.definition AS definition, s.hash AS hash, s.appliedAt AS appliedAt, s.appliedBy AS appliedBy,
       s.cursor AS cursor, s.pausedAt AS pausedAt, s.pausedBy AS pausedBy, s.pauseReason AS pauseReason,
       s.polls AS polls, s.polledAt AS polledAt, s.failures AS failures, s.openUntil AS openUntil, s.failure AS failure,
       s.approved AS approved, s.mayGo AS mayGo, s.scanned AS scanned, s.writes AS writes, s.lastWriteAt AS lastWriteAt
ORDER BY name
