// Addresses that were one place each, known by how they clean, become the places of the forms that they are stated in.
// Idempotent.
UNWIND $rows AS row
MATCH (a:Address {key: row.address})
WHERE a.form IS NULL
MERGE (f:AddressForm {key: row.form})
MERGE (f)-[:FORM_OF]->(a)
