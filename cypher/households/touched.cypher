// Households of the given customers, and those at the places of the given addresses.
// Read only.
CALL () {
  UNWIND $ids AS id
  MATCH (:Golden:Customer {id: id})-[:IN_HOUSEHOLD]->(h:Household)
  RETURN h.id AS household
  UNION
  UNWIND $keys AS key
  MATCH (:AddressForm {address: key})-[:FORM_OF]->(:Address)<-[:AT]-(h:Household)
  RETURN h.id AS household
}
RETURN household
