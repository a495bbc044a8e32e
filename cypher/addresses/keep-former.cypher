// Addresses that nobody states any more keep the form that they were shown in, for who asks where somebody lived.
// Must run outside a managed transaction. Idempotent.
MATCH (a:Address)
WHERE a.form IS NULL
CALL (a) {
  MERGE (f:AddressForm {key: a.key})
    ON CREATE SET f.address = a.key, f.text = a.text, f.line1 = a.line1, f.unit = a.unit, f.city = a.city, f.region = a.region,
                  f.postcode = a.postcode, f.country = a.country
  SET a.form = f.key
} IN TRANSACTIONS OF 5000 ROWS
