// Pins whose time is up and that still stand, the first to be due first.
// Read only.
MATCH (p:Pin)
WHERE p.until <= $at AND p.endedAt IS NULL
RETURN p {.*} AS pin
ORDER BY p.until, p.id
LIMIT toInteger($limit)
