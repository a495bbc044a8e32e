// Every golden record has the members it says it has, and names the first of them.
// Read only; returns what breaks the rule.
MATCH (g:Golden)
OPTIONAL MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord)
WITH g, count(r) AS members
WHERE members = 0 OR members <> g.size OR size(g.members) > members OR size(g.members) < CASE WHEN members < 20 THEN members ELSE 20 END
RETURN g.id AS golden, members, g.size AS stated
LIMIT 100
