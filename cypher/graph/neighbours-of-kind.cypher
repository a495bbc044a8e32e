// Neighbours of a node of the canvas that have one of these labels; what a golden record's records ordered comes with the records.
// Read only.
MATCH (n)
WHERE elementId(n) = $element
CALL (n) {
  MATCH (n)-[:MEMBER_OF|SAME_AS|MAYBE_SAME|ALWAYS_SAME|NEVER_SAME|HAS_ADDRESS|WAS_HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|AT|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON|PLACED|CONTAINS|SUPERSEDED_BY|SPLIT_INTO]-(m) RETURN m, NULL AS via
  UNION
  MATCH (n:Golden)<-[:MEMBER_OF]-(r:SourceRecord)-[:PLACED]->(m:Order) RETURN m, elementId(r) AS via
}
WITH m, via
WHERE any(label IN labels(m) WHERE label IN $labels)
WITH elementId(m) AS element, collect(via) AS via
LIMIT toInteger($limit)
RETURN element, via
