// The first records of the profiles next to a stretch of a common key's order, on either side.
// Read only.
UNWIND $rows AS row
CALL (row) {
  MATCH (:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
  USING INDEX SEEK h:HAS_KEY(at)
  WHERE h.at > row.from AND h.at < row.low
  WITH h ORDER BY h.at DESC LIMIT 1
  WITH left(h.at, size(h.at) - size(last(split(h.at, '\u0001')))) AS profile
  CALL (profile) {
    MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
    USING INDEX SEEK h:HAS_KEY(at)
    WHERE h.at > profile
    WITH c, h ORDER BY h.at LIMIT 1
    RETURN {id: c.id, at: h.at} AS first
  }
  RETURN collect(first) AS before
}
CALL (row) {
  MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
  USING INDEX SEEK h:HAS_KEY(at)
  WHERE h.at > row.high AND h.at < row.to
  WITH c, h ORDER BY h.at LIMIT 1
  RETURN collect({id: c.id, at: h.at}) AS behind
}
RETURN row.place AS place, head(before) AS before, head(behind) AS behind
