// Neighbours of one golden record: household, companies it works at or belongs to, contacts, the same human being.
// Read only.
MATCH (g:Golden {id: $id})-[r:IN_HOUSEHOLD|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON|WAS_IN_HOUSEHOLD|WAS_WORKS_AT|WAS_SUBSIDIARY_OF]-(n)
RETURN type(r) AS type, startNode(r) = g AS outgoing, n.id AS id, labels(n) AS labels, coalesce(n.name, n.id) AS name,
       properties(r) AS properties
LIMIT toInteger($limit)
