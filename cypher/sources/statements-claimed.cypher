// Statements of sources that waited for a record which has come by now. Those that wait are sought by their index, which has no others.
// Read only.
MATCH (r:SourceRecord) USING INDEX SEEK r:SourceRecord(mergedIntoRef)
WHERE r.mergedIntoRef > ''
MATCH (master:SourceRecord {id: r.mergedIntoRef}) USING INDEX SEEK master:SourceRecord(id)
WHERE master.hash IS NOT NULL
RETURN r.id AS id, master.id AS master
ORDER BY id
