// Forgets whose values won on the given golden records, before the winners are written anew.
// Idempotent.
UNWIND $ids AS id
MATCH (:Golden {id: id})-[won:WON]->()
DELETE won
