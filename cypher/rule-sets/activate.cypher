// Stores a rule set and puts it in force in place of the one before.
// Idempotent.
OPTIONAL MATCH (old:RuleSet {active: true})
SET old.active = false
WITH count(old) AS olds
OPTIONAL MATCH (any:RuleSet)
WITH count(any) AS versions
MERGE (s:RuleSet {hash: $hash})
  ON CREATE SET s.version = versions + 1, s.createdAt = $at, s.name = $name, s.body = $body, s.engine = toInteger($engine)
SET s.active = true, s.links = $links, s.activatedAt = coalesce(s.activatedAt, []) + $at
RETURN s.version AS version
