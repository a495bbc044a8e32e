// Addresses are resolved: each spelling is a node of its own, found by its door, and leads to the place that it is.
// RESOLVE ANEW
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT address_form_key IF NOT EXISTS FOR (n:AddressForm) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT address_lock_key IF NOT EXISTS FOR (n:AddressLock) REQUIRE n.key IS UNIQUE;
CREATE INDEX address_form_address IF NOT EXISTS FOR (n:AddressForm) ON (n.address);
CREATE INDEX address_form_door IF NOT EXISTS FOR (n:AddressForm) ON (n.door);
CREATE INDEX address_form_line IF NOT EXISTS FOR (n:AddressForm) ON (n.line);
CREATE INDEX address_form_bare_line IF NOT EXISTS FOR (n:AddressForm) ON (n.bareLine);
CREATE INDEX address_form_area IF NOT EXISTS FOR (n:AddressForm) ON (n.area);
