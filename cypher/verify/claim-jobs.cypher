// Takes addresses that are to be asked about by now, those that have waited longest first, until an instant: whoever was killed loses
// them by then.
// Not idempotent: whoever calls again gets others.
MATCH (j:AddressJob)
WHERE j.dueAt <= $now
WITH j ORDER BY j.dueAt LIMIT toInteger($limit)
SET j.holder = $holder
WITH j WHERE j.dueAt <= $now
SET j.dueAt = $until
RETURN j.id AS id, j.address AS address, j.country AS country, j.input AS input, j.attempts AS attempts
