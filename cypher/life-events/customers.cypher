// A page of customers whose records may tell of an event: another name, another place, or an employer.
// Read only.
MATCH (g:Customer)
WHERE g.id > $after
  AND (g.formerNames IS NOT NULL OR g.employer IS NOT NULL OR EXISTS { (g)-[:WAS_HAS_ADDRESS]->() })
RETURN g.id AS id
ORDER BY id LIMIT toInteger($limit)
