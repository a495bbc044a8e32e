// Records whose text fits a full-text query, best first, with their cleaned form and golden record.
// Read only.
CALL db.index.fulltext.queryNodes('record_text', $text, {limit: toInteger($limit)}) YIELD node AS r, score
WHERE r.entity = $entity
MATCH (r)-[:MEMBER_OF]->(g:Golden)
RETURN r.id AS id, score, g.id AS golden, r.standard AS standard
