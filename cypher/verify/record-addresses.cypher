// Records with their cleaned addresses, in id order, a page from a given id on; of one source, or (with an empty prefix) of all.
// Read only.
MATCH (r:SourceRecord)
WHERE r.id STARTS WITH $prefix AND r.id > $after
RETURN r.id AS id, r.standard AS standard
ORDER BY r.id LIMIT toInteger($limit)
