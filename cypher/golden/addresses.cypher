// Present and former addresses of one golden record.
// Read only.
MATCH (g:Golden {id: $id})-[r:HAS_ADDRESS|WAS_HAS_ADDRESS]->(a:Address)
RETURN a.key AS key, a.line1 AS line1, a.unit AS unit, r.line2 AS line2, a.city AS city, a.region AS region, a.postcode AS postcode,
       a.country AS country, r.kind AS kind, r.from AS from, r.to AS to, type(r) = 'HAS_ADDRESS' AS current,
       r.verified AS verified, r.undeliverable AS undeliverable
ORDER BY current DESC, coalesce(r.primary, false) DESC, coalesce(r.to, r.from, '') DESC, key
LIMIT toInteger($limit)
