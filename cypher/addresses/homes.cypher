// The best places of golden records.
// Read only.
UNWIND $ids AS id
MATCH (:Golden {id: id})-[home:HAS_ADDRESS]->(a:Address)
WHERE home.primary
RETURN a.key AS key
