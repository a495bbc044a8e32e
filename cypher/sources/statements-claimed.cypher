// Statements of sources that waited for a record which has come by now.
// Read only.
MATCH (r:SourceRecord)
WHERE r.mergedIntoRef IS NOT NULL
MATCH (master:SourceRecord {id: r.mergedIntoRef}) USING INDEX SEEK master:SourceRecord(id)
WHERE master.hash IS NOT NULL
RETURN r.id AS id, master.id AS master
ORDER BY id
