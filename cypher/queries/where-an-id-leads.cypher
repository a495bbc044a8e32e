// Today's heirs of an id that was retired by merges and splits.
// Read only.
// Parameters: {"id": "cus_00000000-0000-7000-8000-000000000000"}
MATCH p = (:Retired {id: $id})-[:SUPERSEDED_BY|SPLIT_INTO*1..]->(g:Golden)
RETURN DISTINCT g.id AS golden, g.name AS name
