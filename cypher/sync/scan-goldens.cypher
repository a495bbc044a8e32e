// A page of the golden records of some entities, in id order.
// Read only.
MATCH (g:Golden)
WHERE g.id > $after AND g.entity IN $entities
RETURN g.id AS golden ORDER BY golden LIMIT toInteger($limit)
