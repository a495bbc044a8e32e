// Sources with golden records that have yet to follow what was done to them.
// Read only.
MATCH (s:Source)
WHERE s.pending IS NOT NULL
RETURN s.name AS source, s.pending AS pending, s.renamedTo AS to
