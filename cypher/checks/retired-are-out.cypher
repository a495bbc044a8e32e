// Retired ids have no current relationship, and lead to a current golden record unless their records were deleted.
// Read only; returns what breaks the rule.
MATCH (old:Retired)
WHERE EXISTS { (old)-[:WON|MEMBER_OF|STATES|HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON]-() }
   OR (EXISTS { (old)-[:SUPERSEDED_BY|SPLIT_INTO]->() }
       AND NOT EXISTS { (old)-[:SUPERSEDED_BY|SPLIT_INTO*1..]->(:Golden) }
       AND NOT EXISTS { MATCH (old)-[:SUPERSEDED_BY|SPLIT_INTO*1..]->(end:Retired) WHERE NOT (end)-[:SUPERSEDED_BY|SPLIT_INTO]->() })
RETURN old.id AS retired
LIMIT 100
