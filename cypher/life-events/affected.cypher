// Customers whose events depend on who lives at the given addresses: they lived there or do, and a name, a place or a job
// of theirs has changed, or something was found before. Where too many live, nobody's do.
// Read only.
UNWIND $keys AS key
MATCH (a:Address {key: key})
WHERE COUNT { (a)<-[:HAS_ADDRESS {primary: true}]-(:Customer) } <= $crowd
MATCH (a)<-[:HAS_ADDRESS|WAS_HAS_ADDRESS]-(g:Customer)
WHERE g.formerNames IS NOT NULL OR EXISTS { (g)-[:WAS_HAS_ADDRESS]->() } OR EXISTS { (g)-[:LIVED_THROUGH]->() }
RETURN DISTINCT g.id AS id
