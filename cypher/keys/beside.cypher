// The first records of the profiles next to a stretch of a common key's order, on either side, the nearest first: of as many
// profiles as $reach records of the order belong to. A side where fewer records are left has none beyond these.
// Read only.
UNWIND $rows AS row
CALL (row) {
  MATCH (:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
  USING INDEX SEEK h:HAS_KEY(at)
  WHERE h.at > row.from AND h.at < row.low
  WITH h.at AS at ORDER BY at DESC LIMIT toInteger($reach)
  WITH left(at, size(at) - size(last(split(at, '\u0001')))) AS profile, count(*) AS records
  CALL (profile) {
    MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
    USING INDEX SEEK h:HAS_KEY(at)
    WHERE h.at > profile
    WITH c, h ORDER BY h.at LIMIT 1
    RETURN {id: c.id, at: h.at} AS first
  }
  WITH first, records ORDER BY first.at DESC
  RETURN collect(first) AS before, sum(records) = toInteger($reach) AS moreBefore
}
CALL (row) {
  MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
  USING INDEX SEEK h:HAS_KEY(at)
  WHERE h.at > row.high AND h.at < row.to
  WITH c.id AS id, h.at AS at ORDER BY at LIMIT toInteger($reach)
  WITH left(at, size(at) - size(last(split(at, '\u0001')))) AS profile, collect({id: id, at: at}) AS members
  WITH head(members) AS first, size(members) AS records ORDER BY first.at
  RETURN collect(first) AS behind, sum(records) = toInteger($reach) AS moreBehind
}
RETURN row.place AS place, before, behind, moreBefore, moreBehind
