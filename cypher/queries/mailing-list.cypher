// One row a household and one for each customer without one: the head where the head may be written to, else another
// member. A refusal on any record counts; undeliverable addresses are left out.
// Read only.
// Parameters: {"consent": "consent_mail", "limit": 1000}
MATCH (c:Customer)-[home:HAS_ADDRESS]->(a:Address)
WHERE home.primary AND NOT coalesce(home.undeliverable, false) AND c.status <> 'blocked'
  AND NOT EXISTS { MATCH (c)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r[$consent] = 'false' }
OPTIONAL MATCH (c)-[:IN_HOUSEHOLD]->(h:Household)
WITH coalesce(h.id, c.id) AS piece, h, c, a, home ORDER BY c.id <> h.head, c.members[0]
WITH piece, h, collect(c) AS people, head(collect(a {.text, line2: home.line2})) AS a
RETURN people[0].id AS addressee, people[0].name AS name, h.name AS household, a.text AS address, a.line2 AS line2, size(people) AS covers
ORDER BY people[0].members[0]
LIMIT toInteger($limit)
