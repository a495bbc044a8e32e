// The golden records with most records: real regulars, or clusters worth a look.
// Read only.
// Parameters: {"limit": 20}
MATCH (g:Golden)
RETURN g.id AS golden, g.entity AS entity, g.name AS name, g.size AS records, g.status AS status, coalesce(g.reasons, []) AS reasons
ORDER BY records DESC, golden
LIMIT toInteger($limit)
