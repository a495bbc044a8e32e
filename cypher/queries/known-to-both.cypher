// Customers that two systems both know: what one could tell the other.
// Read only.
// Parameters: {"a": "web-shop", "b": "loyalty", "limit": 100}
MATCH (g:Customer)
WHERE $a IN g.sources AND $b IN g.sources
RETURN g.id AS golden, g.name AS name, g.size AS records, g.sources AS sources
ORDER BY records DESC, golden
LIMIT toInteger($limit)
