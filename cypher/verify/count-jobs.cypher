// How many addresses wait for a provider.
// Read only.
MATCH (j:AddressJob)
RETURN count(j) AS waiting
