// Which rule set is in force.
// Read only.
MATCH (s:RuleSet {active: true}) RETURN s.hash AS hash
