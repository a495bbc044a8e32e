// Golden records that wait for somebody.
// Read only.
MATCH (g:Golden)
WHERE g.status IN ['held', 'blocked', 'flagged']
RETURN count(g) AS waiting
