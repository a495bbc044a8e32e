// What kinds of systems sources are, as far as they declare it.
// Read only.
MATCH (s:Source)
WHERE s.kind IS NOT NULL
RETURN s.name AS source, s.kind AS kind
