// What sources said of the given records, verbatim.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN id, r.input AS input
