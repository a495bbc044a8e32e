// The places of forms, with how many forms are of each, and who states the form.
// Read only.
UNWIND $keys AS key
MATCH (f:AddressForm {key: key})-[:FORM_OF]->(a:Address)
RETURN key AS form, a.key AS place, COUNT { (a)<-[:FORM_OF]-() } AS forms
