// Sources whose statements no longer win.
// Read only.
MATCH (s:Source)
WHERE s.retiredAt IS NOT NULL
RETURN s.name AS source
