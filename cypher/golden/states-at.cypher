// What golden records said as of a line of the feed, also those that are retired by now.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden|Retired {id: id})
CALL (g) {
  MATCH (g)-[:HAD]->(v:GoldenVersion)
  WHERE v.fromSeq <= $seq AND v.toSeq > $seq
  RETURN v AS state, v.fromSeq AS since
  ORDER BY v.toSeq
  LIMIT 1
  UNION ALL
  WITH g
  WHERE g:Golden AND g.since <= $seq
  RETURN g AS state, g.since AS since
}
RETURN g.id AS id, g.entity AS entity, coalesce(state.name, g.name) AS name, state.hash AS hash, state.status AS status,
       coalesce(state.reasons, []) AS reasons, state.body AS body, CASE WHEN coalesce(state.size, size(state.members)) > size(state.members) THEN COLLECT {
         MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
         WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
         RETURN DISTINCT r.id AS record ORDER BY record
       } ELSE state.members END AS members, since
