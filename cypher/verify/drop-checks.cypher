// Forgets some of what providers said that is no longer believed.
// Idempotent.
MATCH (c:AddressCheck)
WHERE c.until <= $now
WITH c LIMIT toInteger($limit)
DELETE c
RETURN count(*) AS dropped
