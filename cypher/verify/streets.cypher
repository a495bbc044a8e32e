// Streets that so many golden records state an address in, with one of these addresses.
// Read only; asks about all addresses.
MATCH (f:AddressForm)<-[:STATES]-(g:Golden)
WHERE f.area IS NOT NULL
WITH f.area AS area, count(DISTINCT g) AS goldens, min(f.key) AS key
WHERE goldens >= toInteger($least)
MATCH (f:AddressForm {key: key})
RETURN f.line1 AS line1, f.unit AS unit, f.city AS city, f.region AS region, f.postcode AS postcode, f.country AS country, goldens
