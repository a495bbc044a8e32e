// Takes the write lock of golden records in the order given (sorted by the caller).
// Idempotent.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
SET g.id = id
RETURN count(g) AS locked
