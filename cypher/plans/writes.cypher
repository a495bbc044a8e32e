// How many transactions have written to this graph, and where its feed stands.
// Read only.
MATCH (c:Counter {name: 'change'})
RETURN coalesce(c.writes, 0) AS writes, c.seq AS seq
