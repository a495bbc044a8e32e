// Addresses by their keys.
// Read only.
UNWIND $keys AS key
MATCH (a:Address {key: key})
RETURN a.key AS key, a.line1 AS line1, a.unit AS unit, null AS line2, a.city AS city, a.region AS region, a.postcode AS postcode,
       a.country AS country
