// Records on any of the given keys that are not common, for a search that stores nothing; rarest keys first.
// Read only.
UNWIND $keys AS key
MATCH (k:BlockKey {key: key})
WHERE k.count <= k.cap
WITH k ORDER BY k.count
MATCH (k)<-[:HAS_KEY]-(r:SourceRecord)
WITH r, count(*) AS shared ORDER BY shared DESC, r.id LIMIT toInteger($limit)
RETURN r.id AS id
