// A household has at least two members, as many as it says, all of them with its address as their best one.
// Read only; returns what breaks the rule.
MATCH (h:Household)
OPTIONAL MATCH (h)<-[:IN_HOUSEHOLD]-(g:Customer)
WITH h, count(g) AS members, [x IN collect(g) WHERE NOT EXISTS { MATCH (x)-[a:HAS_ADDRESS]->(:Address)<-[:AT]-(h) WHERE a.primary } | x.id] AS strangers
WHERE members < 2 OR members <> h.size OR size(strangers) > 0
RETURN h.id AS household, members, h.size AS stated, strangers
LIMIT 100
