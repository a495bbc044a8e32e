// Companies with contracts that run on a day, each once, with what the contracts are worth in minor units.
// Read only.
// Parameters: {"day": "2026-03-31", "currency": "USD"}
MATCH (c:Company)<-[:MEMBER_OF]-(:SourceRecord)-[:HAS_CONTRACT]->(k:Contract)
WHERE coalesce(k.from, '') <= $day AND coalesce(k.to, '~') >= $day
  AND NOT coalesce(k.status, 'active') IN ['cancelled', 'terminated', 'ended', 'draft']
RETURN c.id AS company, c.name AS name, c.status AS status, count(DISTINCT k) AS contracts,
       sum(CASE k.currency WHEN $currency THEN k.amount END) AS amount
ORDER BY name, company
