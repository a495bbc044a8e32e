// Relationships among the given nodes. Each is followed from the end that has few of its kind: a popular address or
// product may have a million.
// Read only.
UNWIND $elements AS element
MATCH (a)
WHERE elementId(a) = element
CALL (a) {
  MATCH (a)-[r:MEMBER_OF|SAME_AS|MAYBE_SAME|ALWAYS_SAME|NEVER_SAME|HAS_ADDRESS|WAS_HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|AT|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON|CONTAINS|SUPERSEDED_BY|SPLIT_INTO]->(b)
  RETURN r, a AS from, b AS to
  UNION
  MATCH (a)<-[r:PLACED]-(b)
  RETURN r, b AS from, a AS to
}
WITH r, from, to
WHERE elementId(from) IN $elements AND elementId(to) IN $elements
RETURN elementId(from) AS from, elementId(to) AS to, type(r) AS type, properties(r) AS properties
