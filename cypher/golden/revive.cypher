// Takes retired ids back into the current graph, before their golden records are written anew; how they were left is history.
// Idempotent.
UNWIND $ids AS id
MATCH (g:Retired {id: id})
OPTIONAL MATCH (g)-[heir:SUPERSEDED_BY|SPLIT_INTO]->(to)
FOREACH (_ IN CASE WHEN heir IS NULL THEN [] ELSE [1] END |
  CREATE (g)-[was:$('WAS_' + type(heir))]->(to)
  SET was = properties(heir), was.fromSeq = g.since, was.to = $at
  DELETE heir)
SET g:Golden
REMOVE g:Retired
