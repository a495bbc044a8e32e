// Records of a system, in id order, a page from a given id on.
// Read only.
MATCH (r:SourceRecord)
WHERE r.id STARTS WITH $prefix AND r.id > $after
RETURN r.id AS record
ORDER BY record LIMIT toInteger($limit)
