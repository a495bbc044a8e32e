// Takes away where golden records live or lived at places that an address they still state is no form of any more.
// Idempotent.
UNWIND $rows AS row
MATCH (:Golden {id: row.id})-[r:HAS_ADDRESS|WAS_HAS_ADDRESS]->(:Address {key: row.target})
DELETE r
