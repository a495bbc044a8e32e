// Writes forms of addresses, and who states them; one that nobody stated is found by its door again. With their places, where they have one.
// Idempotent.
UNWIND $rows AS row
MERGE (f:AddressForm {key: row.key})
SET f += row.properties
WITH f, row
CALL (f, row) {
  UNWIND row.goldens AS id
  MATCH (g:Golden {id: id})
  MERGE (g)-[:STATES]->(f)
}
RETURN f.key AS form, head([(f)-[:FORM_OF]->(a:Address) | a.key]) AS place
