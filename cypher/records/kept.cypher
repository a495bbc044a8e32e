// Records as they are kept, for whoever works out anew what follows from them: nothing was said again.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WHERE r.standard IS NOT NULL
RETURN r.id AS id, r.input AS input, r.standard AS standard, r.hash AS hash, r.engine AS engine, r.valueTimes AS valueTimes,
       r.receivedAt AS receivedAt
