// Since when the address has waited that has waited longest.
// Read only.
MATCH (j:AddressJob)
WHERE j.since > ''
RETURN j.since AS since ORDER BY j.since LIMIT 1
