// How many records break each policy, by source and entity, beside how many there are.
// Read only.
MATCH (r:SourceRecord)
WHERE r.issueCount > 0
UNWIND r.policies AS policy
RETURN policy, r.source AS source, r.entity AS entity, count(*) AS records
ORDER BY policy, source, entity
