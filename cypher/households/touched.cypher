// Households of the given customers, and those at the given addresses.
// Read only.
CALL () {
  UNWIND $ids AS id
  MATCH (:Golden:Customer {id: id})-[:IN_HOUSEHOLD]->(h:Household)
  RETURN h.id AS household
  UNION
  UNWIND $keys AS key
  MATCH (h:Household)-[:AT]->(:Address {key: key})
  RETURN h.id AS household
}
RETURN household
