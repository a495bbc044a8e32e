// Names and state of companies as of a line of the feed.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})
CALL (g) {
  MATCH (g)-[:HAD]->(v:GoldenVersion)
  WHERE v.fromSeq <= $seq AND v.toSeq > $seq
  RETURN v AS state ORDER BY v.toSeq LIMIT 1
  UNION ALL
  WITH g WHERE g:Golden AND g.since <= $seq
  RETURN g AS state
}
RETURN id, coalesce(state.name, g.name) AS name, state.status AS status, coalesce(state.reasons, []) AS reasons
