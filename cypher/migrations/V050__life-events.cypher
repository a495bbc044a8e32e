// Life events by id, by what they are and by when they happened; stewards' words about them.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT life_event_id IF NOT EXISTS FOR (n:LifeEvent) REQUIRE n.id IS UNIQUE;
CREATE INDEX life_event_status IF NOT EXISTS FOR (n:LifeEvent) ON (n.status);
CREATE INDEX life_event_at IF NOT EXISTS FOR (n:LifeEvent) ON (n.at);
