// Who lives somewhere states an address of that place, and lives at the places of all addresses stated; a form that is stated
// is of one place, a place that somebody lives at has a form.
// Read only; returns what breaks the rule.
CALL () {
  MATCH (g:Golden)-[:HAS_ADDRESS]->(a:Address)
  WHERE NOT EXISTS { (g)-[:STATES]->(:AddressForm)-[:FORM_OF]->(a) }
  RETURN g.id AS golden, a.key AS address
UNION ALL
  MATCH (g:Golden)-[:STATES]->(f:AddressForm)
  WHERE COUNT { (f)-[:FORM_OF]->(:Address) } <> 1
     OR NOT EXISTS { (f)-[:FORM_OF]->(:Address)<-[:HAS_ADDRESS|WAS_HAS_ADDRESS]-(g) }
  RETURN g.id AS golden, f.key AS address
UNION ALL
  MATCH (f:AddressForm)-[:FORM_OF]->(a:Address)
  WHERE NOT EXISTS { (f)<-[:STATES]-() }
  RETURN null AS golden, f.key AS address
}
RETURN golden, address
LIMIT 100
