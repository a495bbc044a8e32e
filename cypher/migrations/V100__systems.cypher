// Systems that golden records go back to, and where the record of each stands.
CREATE CONSTRAINT system_name IF NOT EXISTS FOR (n:System) REQUIRE n.name IS UNIQUE;
CREATE CONSTRAINT copy_id IF NOT EXISTS FOR (n:Copy) REQUIRE n.id IS UNIQUE;
CREATE INDEX copy_due IF NOT EXISTS FOR (n:Copy) ON (n.system, n.state, n.dueAt);
