// Where the given records stand in their common keys; null in one that was not common until now.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[h:HAS_KEY]->(k:BlockKey)
WHERE k.count > k.cap AND k.near > 0
RETURN id, k.key AS key, h.at AS at
