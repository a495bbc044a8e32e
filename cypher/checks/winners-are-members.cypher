// Every value of a golden record was won by one of its own records.
// Read only; returns what breaks the rule.
MATCH (g:Golden)-[w:WON]->(r)
WHERE NOT EXISTS { (r)-[:MEMBER_OF]->(g) }
RETURN g.id AS golden, w.attribute AS attribute, r.id AS record
LIMIT 100
