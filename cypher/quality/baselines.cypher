// Stored baselines, latest first.
// Read only.
MATCH (b:QualityBaseline)
RETURN b.at AS at, b.by AS by, b.records AS records, b.findings AS findings, b.body AS body
ORDER BY at DESC
LIMIT toInteger($limit)
