// How many records break each policy, by source and entity.
// Read only.
MATCH (r:SourceRecord)
WHERE r.issueCount > 0 AND ($source = '' OR r.source = $source)
UNWIND r.policies AS policy
WITH r, policy WHERE $policy = '' OR policy = $policy
RETURN policy, r.source AS source, r.entity AS entity, count(*) AS records
ORDER BY policy, source, entity
