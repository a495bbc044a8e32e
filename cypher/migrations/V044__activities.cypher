// Contracts, charge-backs, terms and activity by id, and by the record they wait for.
// Idempotent: IF NOT EXISTS.
CREATE CONSTRAINT contract_id IF NOT EXISTS FOR (n:Contract) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT charge_back_id IF NOT EXISTS FOR (n:ChargeBack) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT terms_id IF NOT EXISTS FOR (n:Terms) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT activity_id IF NOT EXISTS FOR (n:Activity) REQUIRE n.id IS UNIQUE;
CREATE INDEX contract_customer_ref IF NOT EXISTS FOR (n:Contract) ON (n.customerRef);
CREATE INDEX charge_back_customer_ref IF NOT EXISTS FOR (n:ChargeBack) ON (n.customerRef);
CREATE INDEX terms_customer_ref IF NOT EXISTS FOR (n:Terms) ON (n.customerRef);
CREATE INDEX activity_customer_ref IF NOT EXISTS FOR (n:Activity) ON (n.customerRef);
