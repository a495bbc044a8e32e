// Where a record id leads that its source has given up.
// Read only.
MATCH (:FormerRecord {id: $id})-[:NOW]->(r:SourceRecord|Tombstone)
RETURN r.id AS id
