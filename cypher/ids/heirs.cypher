// Every step from a retired id to its heirs, each once, however long the chain.
// Read only.
MATCH (:Retired {id: $id})-[:SUPERSEDED_BY|SPLIT_INTO*0..]->(step:Retired)
WITH DISTINCT step
MATCH (step)-[r:SUPERSEDED_BY|SPLIT_INTO]->(heir)
RETURN step.id AS from, type(r) AS type, heir.id AS to, heir:Golden AS current,
       CASE WHEN heir:Retired THEN heir.since END AS ended
ORDER BY from, to
LIMIT toInteger($limit)
