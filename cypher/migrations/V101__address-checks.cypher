// What providers said of addresses, what is still to be asked, how often they were asked, and what people chose.
CREATE CONSTRAINT address_check_id IF NOT EXISTS FOR (n:AddressCheck) REQUIRE n.id IS UNIQUE;
CREATE INDEX address_check_until IF NOT EXISTS FOR (n:AddressCheck) ON (n.until);
CREATE CONSTRAINT address_job_id IF NOT EXISTS FOR (n:AddressJob) REQUIRE n.id IS UNIQUE;
CREATE INDEX address_job_due IF NOT EXISTS FOR (n:AddressJob) ON (n.dueAt);
CREATE INDEX address_job_since IF NOT EXISTS FOR (n:AddressJob) ON (n.since);
CREATE CONSTRAINT address_usage_id IF NOT EXISTS FOR (n:AddressUsage) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT address_confirmation_id IF NOT EXISTS FOR (n:AddressConfirmation) REQUIRE n.id IS UNIQUE;
CREATE INDEX address_confirmation_address IF NOT EXISTS FOR (n:AddressConfirmation) ON (n.address);
CREATE CONSTRAINT address_hint_id IF NOT EXISTS FOR (n:AddressHint) REQUIRE n.id IS UNIQUE;
CREATE INDEX address_hint_folded IF NOT EXISTS FOR (n:AddressHint) ON (n.folded);
CREATE INDEX address_hint_at IF NOT EXISTS FOR (n:AddressHint) ON (n.at);
