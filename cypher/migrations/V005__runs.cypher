// Runs by id, for the trace of a record.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (n:Run) REQUIRE n.id IS UNIQUE;
