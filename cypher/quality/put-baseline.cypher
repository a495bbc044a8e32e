// Stores today's counts of findings as a baseline.
// Idempotent: one an instant.
MERGE (b:QualityBaseline {at: $at})
SET b.by = $by, b.records = toInteger($records), b.findings = toInteger($findings), b.body = $body
