// Phone numbers and e-mail addresses that several parties share although no household and no company explains it.
// Read only.
// Parameters: {"least": 2, "most": 50}
MATCH (p:ContactPoint)
WITH p, COUNT { (p)<-[:REACHED_AT]-() } AS shared
WHERE shared >= $least AND shared <= $most
MATCH (p)<-[:REACHED_AT]-(g:Golden)
OPTIONAL MATCH (g)-[:IN_HOUSEHOLD|WORKS_AT]->(of)
WITH p, shared, g, coalesce(head(collect(of.id)), g.id) AS circle
WITH p, shared, collect(g.name) AS parties, count(DISTINCT circle) AS circles
WHERE circles > 1
RETURN p.kind AS kind, p.value AS value, shared, parties[..10] AS parties
ORDER BY shared DESC, value
LIMIT 100
