// Every rule set that was ever in force.
// Read only.
MATCH (s:RuleSet)
RETURN s.hash AS hash, s.active AS active, s.version AS version, s.createdAt AS createdAt, s.name AS name,
       s.body AS body, s.engine AS engine, s.links AS links, s.activatedAt AS activatedAt
ORDER BY version
