// Every live record is a member of exactly one golden record.
// Read only; returns what breaks the rule.
MATCH (r:SourceRecord)
WITH r, COUNT { (r)-[:MEMBER_OF]->(:Golden) } AS goldens
WHERE goldens <> 1
RETURN r.id AS record, goldens
LIMIT 100
