// Nodes for the canvas, and how many relationships of each could be followed. Long JSON properties stay behind.
// Read only.
UNWIND $elements AS element
MATCH (n)
WHERE elementId(n) = element
RETURN element, labels(n) AS labels,
       n {.*, input: NULL, standard: NULL, issues: NULL, body: NULL, members: NULL, memberSum: NULL, form: NULL, text: CASE WHEN n:Address THEN n.text END} AS properties,
       COUNT { (n)-[:MEMBER_OF|SAME_AS|MAYBE_SAME|ALWAYS_SAME|NEVER_SAME|HAS_ADDRESS|WAS_HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|AT|WORKS_AT|SUBSIDIARY_OF|SAME_PERSON|PLACED|CONTAINS|SUPERSEDED_BY|SPLIT_INTO]-() } AS degree
