// Which of the given ids are those of records, deleted ones included, and where those lead that their source has given up or
// made another entity of.
// Read only.
UNWIND $ids AS id
OPTIONAL MATCH (r:SourceRecord|Tombstone {id: id})
OPTIONAL MATCH (:FormerRecord {id: id})-[:NOW]->(now:SourceRecord|Tombstone)
WITH id, r, now
WHERE r IS NOT NULL OR now IS NOT NULL
RETURN id, r IS NOT NULL AND r.movedTo IS NULL AS present, coalesce(r.movedTo, r.id, now.id) AS record
