// Words about addresses lie on the cleaned address, and records lead to those they write.
// RESOLVE ANEW
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT clean_address_key IF NOT EXISTS FOR (n:CleanAddress) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT address_word_id IF NOT EXISTS FOR (n:AddressWord) REQUIRE n.id IS UNIQUE;
CREATE INDEX address_word_key IF NOT EXISTS FOR (n:AddressWord) ON (n.key);
CREATE INDEX address_word_record IF NOT EXISTS FOR (n:AddressWord) ON (n.record);
