// Where the feed stands, and whether a bulk load holds the graph.
// Read only.
MATCH (c:Counter {name: 'change'})
RETURN c.seq AS seq, c.at AS at, c.exclusive AS exclusive, c.exclusiveUntil AS exclusiveUntil
