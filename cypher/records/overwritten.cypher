// Records that took the place of one of another entity, as version 0.1 let them where two tables of a source had the same id,
// and that has not come again since.
// Read only.
MATCH (r:SourceRecord|Tombstone)-[:HAD]->(v:RecordVersion)
WITH r, head([entity IN $entities WHERE v.input CONTAINS '"entity":"' + entity + '"']) AS was
WHERE was <> r.entity
WITH DISTINCT r, r.source + ':' + was + ':' + r.sourceId AS lost
WHERE NOT EXISTS { MATCH (:SourceRecord {id: lost}) }
RETURN r.id AS record, lost
ORDER BY lost
