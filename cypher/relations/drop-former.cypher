// Takes away former relationships of one type whose end records state, before they are written as records state them now.
// Idempotent.
UNWIND $ids AS id
MATCH (:Golden {id: id})-[was:$($type)]->()
WHERE was.stated
DELETE was
