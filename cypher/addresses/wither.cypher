// Takes forms of addresses that nobody states out of their places: they are no longer found by their doors, and stay for who asks
// what was stated once.
// Idempotent.
UNWIND $keys AS key
MATCH (f:AddressForm {key: key})
WHERE NOT EXISTS { (f)<-[:STATES]-() }
OPTIONAL MATCH (f)-[of:FORM_OF]->()
DELETE of
REMOVE f.door, f.line, f.bareLine, f.area
RETURN DISTINCT key
