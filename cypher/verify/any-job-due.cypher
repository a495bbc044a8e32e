// Whether any address is to be asked about by now.
// Read only.
MATCH (j:AddressJob)
WHERE j.dueAt <= $now
RETURN j.id AS id LIMIT 1
