// How many transactions have written to this graph, where its feed stands, and what merges and splits cost in ids so far.
// Read only.
MATCH (c:Counter {name: 'change'})
RETURN coalesce(c.writes, 0) AS writes, c.seq AS seq, coalesce(c.churn, 0) AS churn
