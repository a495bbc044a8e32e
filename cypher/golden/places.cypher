// Places of addresses as they are or were stated, by the keys that golden records have of them. What nobody states any more is shown as it
// was written.
// Read only.
UNWIND $keys AS key
CALL (key) {
  MATCH (f:AddressForm {address: key})
  OPTIONAL MATCH (f)-[:FORM_OF]->(a:Address)
  RETURN coalesce(a, f) AS place ORDER BY a IS NULL, f.key LIMIT 1
}
RETURN key AS address, place.key AS key, place.line1 AS line1, place.unit AS unit, null AS line2, place.city AS city, place.region AS region,
       place.postcode AS postcode, place.country AS country
