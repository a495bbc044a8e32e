// Counts a call to a provider before it is made, where its day has one left. Whoever counts waits for whoever counts just now, so
// that no two take the last one.
// Not idempotent: call once a call.
MERGE (u:AddressUsage {id: $id})
ON CREATE SET u.day = $day, u.calls = 0, u.failed = 0
SET u.provider = $provider
WITH u, $most IS NULL OR u.calls < toInteger($most) AS granted
SET u.calls = u.calls + CASE WHEN granted THEN 1 ELSE 0 END
RETURN granted
