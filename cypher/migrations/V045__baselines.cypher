// Stored counts of findings, by when they were taken; golden records and retired ids by their last line, for exports.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT quality_baseline_at IF NOT EXISTS FOR (n:QualityBaseline) REQUIRE n.at IS UNIQUE;
CREATE INDEX golden_seq IF NOT EXISTS FOR (n:Golden) ON (n.seq);
CREATE INDEX retired_seq IF NOT EXISTS FOR (n:Retired) ON (n.seq);
