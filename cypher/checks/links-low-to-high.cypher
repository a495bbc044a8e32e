// Links run from the low id to the high id, between records of one entity.
// Read only; returns what breaks the rule.
MATCH (a:SourceRecord)-[l:SAME_AS|MAYBE_SAME|ALWAYS_SAME|NEVER_SAME]->(b:SourceRecord)
WHERE a.id >= b.id OR a.entity <> b.entity
RETURN a.id AS low, b.id AS high, type(l) AS type
LIMIT 100
