// One node for each e-mail address and phone number.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT contact_point_key IF NOT EXISTS FOR (n:ContactPoint) REQUIRE n.key IS UNIQUE;
