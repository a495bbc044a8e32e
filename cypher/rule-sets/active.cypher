// The rule set in force.
// Read only.
MATCH (s:RuleSet {active: true})
RETURN s.hash AS hash, s.version AS version, s.body AS body, s.createdAt AS createdAt
