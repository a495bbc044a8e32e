// Those of the given activities that are stored in a later version.
// Read only.
UNWIND $rows AS row
MATCH (a:Contract|ChargeBack|Terms|Activity {id: row.id})
WHERE a.version > row.version
RETURN DISTINCT row.id AS id
