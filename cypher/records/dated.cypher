// Cleaned form of records with what is known of their other versions.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WHERE r.standard IS NOT NULL
RETURN r.id AS id, r.hash AS hash, r.standard AS standard, r.valueTimes AS valueTimes
