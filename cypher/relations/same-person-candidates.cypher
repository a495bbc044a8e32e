// Contacts that share a contact point with the given customers; points that more than $mostSharers share prove nothing.
// Read only.
UNWIND $ids AS id
MATCH (:Golden {id: id})-[:REACHED_AT]->(p:ContactPoint)
WHERE COUNT { (p)<-[:REACHED_AT]-() } <= $mostSharers
MATCH (p)<-[:REACHED_AT]-(other:Contact)
RETURN DISTINCT id, other.id AS other
