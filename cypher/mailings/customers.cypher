// A page of customers with all that decides whether and where a mailing reaches them: best address, household, what any of
// their records says of consent, and of properties that keep them from being written to.
// Read only.
MATCH (g:Customer)
WHERE g.id > $after
WITH g ORDER BY g.id LIMIT toInteger($limit)
OPTIONAL MATCH (g)-[home:HAS_ADDRESS]->(a:Address)
WHERE home.primary
OPTIONAL MATCH (g)-[:IN_HOUSEHOLD]->(h:Household)
RETURN g.id AS golden, g.name AS name, g.status AS status, COLLECT { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) RETURN r.id AS record ORDER BY record } AS members, h.id AS household, h.name AS householdName,
       h.head AS head, h.headReason AS headReason, a {.key, .line1, .unit, line2: home.line2, .city, .region, .postcode, .country} AS address,
       home.verified AS verified, home.undeliverable AS undeliverable,
       [(g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r[$consent] IS NOT NULL | r[$consent]] AS consents,
       [(g)<-[:MEMBER_OF]-(r:SourceRecord) | [p IN $properties | r[p]]] AS said
