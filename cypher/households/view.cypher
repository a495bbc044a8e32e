// One household with its address and the people in it.
// Read only.
MATCH (h:Household {id: $id})
OPTIONAL MATCH (h)-[:AT]->(a:Address)
RETURN h.id AS id, h.name AS name, h.reason AS reason,
       a {.key, .text, .line1, .city, .region, .postcode, .country} AS address,
       COLLECT { MATCH (h)<-[in:IN_HOUSEHOLD]-(c:Customer) RETURN {golden: c.id, name: c.name, from: in.from} AS member ORDER BY member.name, member.golden LIMIT 500 } AS members
