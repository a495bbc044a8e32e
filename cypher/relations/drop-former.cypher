// Takes away former jobs whose end records state, before they are written as the records state them now.
// Idempotent.
UNWIND $ids AS id
MATCH (:Golden {id: id})-[was:WAS_WORKS_AT]->()
WHERE was.stated
DELETE was
