// A page of contacts with a job that records end.
// Read only.
MATCH (g:Contact)
WHERE g.id > $after AND EXISTS { (g)-[:WAS_WORKS_AT]->() }
RETURN g.id AS id
ORDER BY id LIMIT toInteger($limit)
