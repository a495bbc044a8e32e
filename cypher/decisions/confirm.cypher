// Notes that a standing decision was said again about what its records say now.
// Idempotent.
MATCH (d:Decision {id: $id})
SET d.lowHash = $lowHash, d.highHash = $highHash, d.evidenceHash = $evidenceHash, d.confirmedAt = $at, d.confirmedBy = $by,
    d.lowChanged = false, d.highChanged = false
REMOVE d.changedAt
