// Addresses as they are or were stated, by the keys that golden records have of them.
// Read only.
UNWIND $keys AS key
CALL (key) {
  MATCH (f:AddressForm {address: key})
  RETURN f ORDER BY f.key LIMIT 1
}
RETURN key, f.line1 AS line1, f.unit AS unit, null AS line2, f.city AS city, f.region AS region, f.postcode AS postcode,
       f.country AS country
