// Every golden record has the members it says it has.
// Read only; returns what breaks the rule.
MATCH (g:Golden)
OPTIONAL MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord)
WITH g, count(r) AS members
WHERE members = 0 OR members <> g.size OR members <> size(g.members)
RETURN g.id AS golden, members, g.size AS stated
LIMIT 100
