// Records tied to the given ones by standing must-links, one step out.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[:ALWAYS_SAME]-(n:SourceRecord)
RETURN id, n.id AS other
