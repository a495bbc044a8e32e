// Whether nothing was ever loaded: a graph that holds its schema, rules and what kinds sources are at most.
// Read only.
MATCH (c:Counter {name: 'change'})
RETURN c.seq = 0 AND NOT EXISTS { MATCH (n) WHERE NOT (n:Migration OR n:Counter OR n:RuleSet OR n:Source) } AS blank
