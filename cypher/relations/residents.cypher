// Customers whose best address is one of the given ones.
// Read only.
UNWIND $keys AS key
MATCH (a:Address {key: key})<-[h:HAS_ADDRESS]-(g:Customer)
WHERE h.primary
RETURN key, g.id AS golden, g.familyName AS familyName, g.formerNames AS formerNames, h.from AS from, a.unit AS unit,
       g.birthDate AS born, g.members[0] AS record, [(g)-[:REACHED_AT]->(p:ContactPoint) | p.key] AS points
