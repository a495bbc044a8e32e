// How many neighbours of each kind a node of the canvas has, at most so many of all; those of a golden record with what its records ordered.
// Read only.
MATCH (n)
WHERE elementId(n) = $element
CALL (n) {
  MATCH (n)-[:MEMBER_OF|SAME_AS|MAYBE_SAME|ALWAYS_SAME|NEVER_SAME|HAS_ADDRESS|WAS_HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|AT|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON|PLACED|CONTAINS|SUPERSEDED_BY|SPLIT_INTO]-(m) RETURN m
  UNION
  MATCH (n:Golden)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(m:Order) RETURN m
}
WITH DISTINCT m LIMIT toInteger($limit)
RETURN labels(m) AS labels, count(m) AS count
