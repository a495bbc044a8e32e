// Who has one of the given addresses as the best one, with names and birth date; none where too many do.
// Read only.
UNWIND $keys AS key
MATCH (a:Address {key: key})
USING INDEX SEEK a:Address(key)
WHERE COUNT { (a)<-[:HAS_ADDRESS {primary: true}]-(:Customer) } <= $crowd
MATCH (a)<-[h:HAS_ADDRESS]-(g:Customer)
WHERE h.primary
RETURN key, g.id AS golden, coalesce(g.familyName, '') AS familyName, coalesce(g.formerNames, []) AS formerNames, g.birthDate AS born,
       g.members[0] AS record
