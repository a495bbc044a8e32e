// Pins by id, and by when their time is up; record ids that sources have given up.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT pin_id IF NOT EXISTS FOR (n:Pin) REQUIRE n.id IS UNIQUE;
CREATE INDEX pin_until IF NOT EXISTS FOR (n:Pin) ON (n.until);
CREATE INDEX pin_at IF NOT EXISTS FOR (n:Pin) ON (n.at);
CREATE CONSTRAINT former_record_id IF NOT EXISTS FOR (n:FormerRecord) REQUIRE n.id IS UNIQUE;
