// Writes what nodes say with ids of three parts, and marks them: see V065.
// Idempotent.
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element
SET n += row.properties, n.renamed = true
