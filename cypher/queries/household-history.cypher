// Everybody who is or was in a household, since when and until when, and what happened to them.
// Read only.
// Parameters: {"id": "hou_00000000-0000-7000-8000-000000000000"}
MATCH (h:Household|FormerHousehold {id: $id})<-[in:IN_HOUSEHOLD|WAS_IN_HOUSEHOLD]-(c:Golden|Retired)
RETURN c.id AS id, c.name AS name, in.from AS from, in.to AS to, c.id = h.head AS head,
       [(c)-[:LIVED_THROUGH]->(e:LifeEvent) | e.kind + ' ' + e.at] AS events
ORDER BY to IS NOT NULL, to DESC, name, id
