// Orders that the surface reads in: doubtful pairs by weight, decisions by time.
// Idempotent: IF NOT EXISTS.
CREATE INDEX maybe_same_bits IF NOT EXISTS FOR ()-[r:MAYBE_SAME]-() ON (r.bits);
CREATE INDEX decision_at IF NOT EXISTS FOR (n:Decision) ON (n.at);
