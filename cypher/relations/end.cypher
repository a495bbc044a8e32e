// Ends relationships of one type: each becomes a WAS_ relationship with its end, so that current types are current. An end
// that records state is the row's own; any other is the moment of the transaction.
// Idempotent: an ended relationship is not found again.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})-[r:$($type)]->(t)
WHERE coalesce(t.id, t.key) = row.target
CREATE (g)-[was:$('WAS_' + $type)]->(t)
SET was = properties(r), was.to = coalesce(row.to, $at), was.stated = CASE WHEN row.to IS NULL THEN NULL ELSE true END
DELETE r
