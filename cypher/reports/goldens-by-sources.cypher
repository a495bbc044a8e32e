// How many golden records hold which sources, and how many records each source has in them.
// Read only.
MATCH (g:Golden)
WHERE g.entity = $entity
RETURN g.sources AS sources, count(*) AS goldens, sum(g.size) AS records
