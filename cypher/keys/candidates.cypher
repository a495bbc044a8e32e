// Records that the given records are compared with: those that share a key, and those next to them in keys that are common.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN id, COLLECT {
  CALL (r) {
    MATCH (r)-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(c:SourceRecord)
    WHERE k.count <= k.cap AND c <> r
    RETURN c.id AS other
  UNION
    MATCH (r)-[h:HAS_KEY]->(k:BlockKey)
    WHERE k.count > k.cap AND k.near > 0
    WITH h.at AS at, split(h.at, '\u0001')[0] AS own
    CALL (at, own) {
      MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
      WHERE h.at > own + '\u0001' AND h.at < at
      RETURN c ORDER BY h.at DESC LIMIT toInteger($near)
    UNION
      MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
      WHERE h.at > at AND h.at < own + '\u0002'
      RETURN c ORDER BY h.at LIMIT toInteger($near)
    }
    RETURN c.id AS other
  }
  RETURN DISTINCT other
} AS candidates
