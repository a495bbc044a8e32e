// Decisions, latest first; of one record where it is named, revoked ones on request.
// Read only.
MATCH (d:Decision)
WHERE ($record = '' OR d.low = $record OR d.high = $record) AND ($revoked OR d.revokedAt IS NULL)
  AND (NOT $stale OR d.changedAt IS NOT NULL)
RETURN d.id AS id, d.low AS low, d.high AS high, d.verdict AS verdict, d.by AS by, d.reason AS reason, d.at AS at,
       d.evidenceHash AS evidenceHash, d.revokedAt AS revokedAt,
       d.changedAt AS changedAt
ORDER BY at DESC, id DESC
LIMIT toInteger($limit)
