// Streets and towns that begin with what somebody types, those first that most share.
// Read only.
MATCH (h:AddressHint)
WHERE h.folded STARTS WITH $begins AND ($country IS NULL OR h.country = $country)
RETURN h.kind AS kind, h.text AS text, h.street AS street, h.city AS city, h.region AS region, h.postcode AS postcode, h.country AS country
ORDER BY h.goldens DESC, h.folded LIMIT toInteger($limit)
