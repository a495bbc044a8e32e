// Stores a rule set without putting it in force.
// Idempotent.
OPTIONAL MATCH (any:RuleSet)
WITH count(any) AS versions
MERGE (s:RuleSet {hash: $hash})
  ON CREATE SET s.version = versions + 1, s.createdAt = $at, s.name = $name, s.body = $body, s.engine = toInteger($engine),
                s.active = false
RETURN s.version AS version
