// Records of one entity by source.
// Read only.
MATCH (r:SourceRecord)
WHERE r.entity = $entity
RETURN r.source AS source, count(*) AS records
ORDER BY source
