// Records on any of the given keys that are not common, with their cleaned form and golden record, for a search that
// stores nothing; those on most of the keys first.
// Read only.
UNWIND $keys AS key
MATCH (k:BlockKey {key: key})
WHERE k.count <= k.cap
WITH k ORDER BY k.count
MATCH (k)<-[:HAS_KEY]-(r:SourceRecord)
WITH r, count(*) AS shared ORDER BY shared DESC, r.id LIMIT toInteger($limit)
MATCH (r)-[:MEMBER_OF]->(g:Golden)
RETURN r.id AS id, g.id AS golden, r.standard AS standard
