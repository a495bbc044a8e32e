// Whether there is anything at all.
// Read only.
MATCH (n)
RETURN 1 AS one
LIMIT 1
