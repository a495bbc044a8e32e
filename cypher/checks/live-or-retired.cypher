// An id is live or retired, never both.
MATCH (g:Golden)
MATCH (r:Retired {id: g.id})
RETURN g.id AS id
