// Best and other addresses that golden records state, with the places that they are.
// Read only.
UNWIND $ids AS id
MATCH (:Golden {id: id})-[:STATES]->(f:AddressForm)-[:FORM_OF]->(a:Address)
RETURN id AS golden, f.address AS address, a.key AS place
