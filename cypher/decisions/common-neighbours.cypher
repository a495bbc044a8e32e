// Records that are linked to both of two records.
// Read only.
MATCH (:SourceRecord {id: $low})-[:SAME_AS]-(c:SourceRecord)-[:SAME_AS]-(:SourceRecord {id: $high})
RETURN DISTINCT c.id AS id
ORDER BY id LIMIT 20
