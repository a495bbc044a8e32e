// Decisions whose records have changed since are looked up; those taken before this count from what their records say now.
// Idempotent: IF NOT EXISTS.
CREATE INDEX decision_changed_at IF NOT EXISTS FOR (n:Decision) ON (n.changedAt);
