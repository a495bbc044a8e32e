// Records whose text fits a full-text query, best first.
// Read only.
CALL db.index.fulltext.queryNodes('record_text', $text, {limit: toInteger($limit)}) YIELD node, score
WHERE $entity IS NULL OR node.entity = $entity
RETURN node.id AS id, node.entity AS entity, score
