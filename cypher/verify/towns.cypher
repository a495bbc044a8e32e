// Towns that so many golden records state an address in.
// Read only; asks about all addresses.
MATCH (f:AddressForm)<-[:STATES]-(g:Golden)
WHERE f.city IS NOT NULL
WITH f.city AS city, f.region AS region, f.country AS country, count(DISTINCT g) AS goldens
WHERE goldens >= toInteger($least)
RETURN city, region, country, goldens
