// Every current relationship that starts at a golden record, and the former ones whose end records state, by golden id
// from a given one on.
// Read only.
MATCH (g:Golden)
WHERE g.id > $after
WITH g ORDER BY g.id LIMIT toInteger($limit)
OPTIONAL MATCH (g)-[r:HAS_ADDRESS|IN_HOUSEHOLD|WORKS_AT|SUBSIDIARY_OF|REFUSED_PARENT|SAME_PERSON|REACHED_AT|WAS_WORKS_AT|WAS_SUBSIDIARY_OF]->(t)
WHERE r.stated OR NOT type(r) STARTS WITH 'WAS_'
RETURN g.id AS id, collect({type: type(r), target: coalesce(t.id, t.key), properties: properties(r)}) AS relations
