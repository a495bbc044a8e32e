// One decision.
// Read only.
MATCH (d:Decision {id: $id})
RETURN d.id AS id, d.low AS low, d.high AS high, d.verdict AS verdict, d.by AS by, d.reason AS reason, d.at AS at,
       d.evidenceHash AS evidenceHash, d.revokedAt AS revokedAt,
       d.changedAt AS changedAt
