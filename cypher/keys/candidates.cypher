// Records that share a key with the given records which is not common.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN id, COLLECT {
  MATCH (r)-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(c:SourceRecord)
  WHERE k.count <= k.cap AND c <> r
  RETURN DISTINCT c.id
} AS candidates
