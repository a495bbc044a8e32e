// One rule set, in force or not.
// Read only.
MATCH (s:RuleSet {hash: $hash})
RETURN s.hash AS hash, s.body AS body
