// Records that need not be made any more, or that are there now: their copy is the record's own from then on.
// Idempotent.
UNWIND $copies AS id
MATCH (c:Copy {id: id})
WHERE EXISTS { ()-[:TO_MAKE]->(c) }
DETACH DELETE c
