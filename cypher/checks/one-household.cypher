// A customer lives in at most one household at a time.
// Read only; returns what breaks the rule.
MATCH (g:Customer)
WHERE COUNT { (g)-[:IN_HOUSEHOLD]->(:Household) } > 1
RETURN g.id AS golden
LIMIT 100
