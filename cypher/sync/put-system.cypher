// Puts a definition of a system in force. Its records are looked at anew from the first on; `approved` of them may be written.
// Idempotent.
MERGE (s:System {name: $name})
SET s.definition = $definition, s.hash = $hash, s.appliedAt = $at, s.appliedBy = $by, s.approved = toInteger($approved),
    s.cursor = coalesce(s.cursor, toInteger($cursor)), s.scanned = '', s.failures = 0, s.openUntil = null, s.failure = null,
    s.pausedAt = null, s.pausedBy = null, s.pauseReason = null
