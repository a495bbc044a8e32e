// What happened to people of late: marriages, moves, divorces, children who left, changes of job, with the evidence.
// Read only.
// Parameters: {"since": "2024-01-01", "status": "found"}
MATCH (g:Golden)-[:LIVED_THROUGH]->(e:LifeEvent)
WHERE e.at >= $since AND e.status = $status
RETURN g.id AS id, g.name AS name, e.kind AS kind, e.at AS at, e.after AS after, e.certainty AS certainty, e.evidence AS evidence
ORDER BY at DESC, id, kind
LIMIT 200
