// Makes forms of addresses those of the given places, and of no others. A new place is shown in the first form of it.
// Idempotent.
UNWIND $rows AS row
MATCH (f:AddressForm {key: row.form})
OPTIONAL MATCH (f)-[was:FORM_OF]->(:Address)
DELETE was
WITH f, row
MERGE (a:Address {key: row.place})
  ON CREATE SET a.form = f.key, a.text = f.text, a.line1 = f.line1, a.unit = f.unit, a.city = f.city, a.region = f.region,
                a.postcode = f.postcode, a.country = f.country
MERGE (f)-[:FORM_OF]->(a)
