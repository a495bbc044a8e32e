// Nodes of a label whose JSON names records by ids of two parts.
// Read only.
MATCH (n)
WHERE $label IN labels(n) AND n.renamed IS NULL
RETURN elementId(n) AS element
