// What households are called and where they are, former ones too.
// Read only.
UNWIND $ids AS id
MATCH (h:Household|FormerHousehold {id: id})
RETURN id, h.name AS name, h.reason AS reason, head([(h)-[:AT]->(a:Address) | a.text]) AS address,
       head([(h)-[:AT]->(a:Address) | a {.key, .line1, .unit, line2: null, .city, .region, .postcode, .country}]) AS place
