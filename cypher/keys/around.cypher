// Records on both sides of a place in a common key's order and between two others, nearest first.
// Read only.
UNWIND $rows AS row
CALL (row) {
  MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
  USING INDEX SEEK h:HAS_KEY(at)
  WHERE h.at > row.from AND h.at < row.at
  WITH c, h ORDER BY h.at DESC LIMIT toInteger($most)
  RETURN collect({id: c.id, at: h.at}) AS before
}
CALL (row) {
  MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
  USING INDEX SEEK h:HAS_KEY(at)
  WHERE h.at > row.at AND h.at < row.to
  WITH c, h ORDER BY h.at LIMIT toInteger($most)
  RETURN collect({id: c.id, at: h.at}) AS behind
}
RETURN row.at AS at, before, behind
