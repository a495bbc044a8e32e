// The records on each of the given keys.
// Read only.
UNWIND $keys AS key
MATCH (:BlockKey {key: key})<-[:HAS_KEY]-(r:SourceRecord)
RETURN key, collect(r.id) AS records
