// Plans by id; the lines of the feed that one wrote.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT plan_id IF NOT EXISTS FOR (n:Plan) REQUIRE n.id IS UNIQUE;
CREATE INDEX plan_to_seq IF NOT EXISTS FOR (n:Plan) ON (n.toSeq);
