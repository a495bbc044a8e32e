// Customers that share a contact point with the given contacts, or count as the same person now.
// Read only.
UNWIND $ids AS id
CALL (id) {
  MATCH (:Golden {id: id})-[:REACHED_AT]->(p:ContactPoint)
  WHERE COUNT { (p)<-[:REACHED_AT]-() } <= $mostSharers
  MATCH (p)<-[:REACHED_AT]-(c:Customer)
  RETURN c.id AS customer
  UNION
  MATCH (:Golden {id: id})<-[:SAME_PERSON]-(c:Customer)
  RETURN c.id AS customer
}
RETURN DISTINCT customer
