// Addresses at which most customers live: blocks of flats, or a placeholder somebody types.
// Read only.
// Parameters: {"atLeast": 3, "limit": 50}
MATCH (a:Address)<-[:HAS_ADDRESS]-(c:Customer)
WITH a, count(c) AS customers, collect(c.name)[..10] AS some
WHERE customers >= $atLeast
RETURN a.key AS address, a.text AS text, customers, some
ORDER BY customers DESC, address
LIMIT toInteger($limit)
