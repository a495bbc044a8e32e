// Records that share a key with one of the given records, common keys apart.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(c:SourceRecord)
WHERE k.count <= k.cap AND c <> r
RETURN id, collect(DISTINCT c.id) AS candidates
