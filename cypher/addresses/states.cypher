// Addresses as golden records state them, those too that retire at this moment, with the places that they are.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})-[:STATES]->(f:AddressForm)-[:FORM_OF]->(a:Address)
RETURN id AS golden, f.told AS form, a.key AS place
