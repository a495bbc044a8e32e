// All ids of records have their new form (V065): the marks go.
// Idempotent.
MATCH (n)
WHERE n.renamed IS NOT NULL
CALL (n) { REMOVE n.renamed } IN TRANSACTIONS OF 5000 ROWS;
MATCH ()-[x]->()
WHERE x.renamed IS NOT NULL
CALL (x) { REMOVE x.renamed } IN TRANSACTIONS OF 5000 ROWS;
