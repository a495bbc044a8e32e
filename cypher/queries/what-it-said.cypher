// What a golden record said at an instant, and when that began and ended. `body` is JSON: values, winners, addresses.
// Read only.
// Parameters: {"id": "cus_00000000-0000-7000-8000-000000000000", "at": "2026-01-01T00:00:00.000Z"}
MATCH (line:Change)
WHERE line.at <= $at
WITH line ORDER BY line.at DESC, line.seq DESC LIMIT 1
MATCH (g:Golden|Retired {id: $id})
CALL (g, line) {
  MATCH (g)-[:HAD]->(v:GoldenVersion)
  WHERE v.fromSeq <= line.seq AND v.toSeq > line.seq
  RETURN v AS state, v.fromSeq AS since, v.toSeq AS until
  UNION ALL
  WITH g, line
  WHERE g:Golden AND g.since <= line.seq
  RETURN g AS state, g.since AS since, NULL AS until
}
RETURN state.name AS name, state.status AS status, CASE WHEN coalesce(state.size, size(state.members)) > size(state.members) THEN COLLECT {
    MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
    WHERE m.fromSeq <= line.seq AND (m.toSeq IS NULL OR m.toSeq > line.seq)
    RETURN DISTINCT r.id AS record ORDER BY record
  } ELSE state.members END AS members, since, until, state.body AS body
