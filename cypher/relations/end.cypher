// Ends relationships of one type: each becomes a WAS_ relationship with its end, so that current types are current.
// Idempotent: an ended relationship is not found again.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})-[r:$($type)]->(t)
WHERE coalesce(t.id, t.key) = row.target
CREATE (g)-[was:$('WAS_' + $type)]->(t)
SET was = properties(r), was.to = $at
DELETE r
