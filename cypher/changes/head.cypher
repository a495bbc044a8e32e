// Where the feed stands, how far it was pruned, how many ids it minted and retired, and whether a bulk load holds the graph.
// Read only.
MATCH (c:Counter {name: 'change'})
RETURN c.seq AS seq, c.at AS at, c.exclusive AS exclusive, c.exclusiveUntil AS exclusiveUntil,
       coalesce(c.pruned, 0) AS pruned, c.prunedAt AS prunedAt, coalesce(c.idsCreated, 0) AS idsCreated,
       coalesce(c.idsRetired, 0) AS idsRetired, coalesce(c.churn, 0) AS churn
