// E-mail addresses and phone numbers that several parties share, the most shared first, with who they are.
// Read only.
MATCH (p:ContactPoint)
WHERE $kind = '' OR p.kind = $kind
WITH p, COUNT { (p)<-[:REACHED_AT]-() } AS shared
WHERE shared >= $least
WITH p, shared ORDER BY shared DESC, p.key LIMIT toInteger($limit)
RETURN p.key AS key, p.kind AS kind, p.value AS value, shared,
       COLLECT {
         MATCH (p)<-[:REACHED_AT]-(g:Golden)
         OPTIONAL MATCH (g)-[:IN_HOUSEHOLD]->(h:Household)
         OPTIONAL MATCH (g)-[:WORKS_AT]->(c:Company)
         WITH g, h, head(collect(c)) AS c
         RETURN {id: g.id, name: g.name, entity: g.entity, household: h.id, company: c.id} AS party
         ORDER BY party.name, party.id LIMIT 50
       } AS parties
