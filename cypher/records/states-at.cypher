// What records said as of a line of the feed; or all that was known of them by then, late versions included.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
CALL (r) {
  MATCH (r)-[:HAD]->(v:RecordVersion)
  WHERE NOT v.late AND v.fromSeq <= $seq AND ($all OR v.toSeq > $seq)
  RETURN v AS state, v.toSeq AS until
  UNION ALL
  MATCH (r)-[:HAD]->(v:RecordVersion)
  WHERE $all AND v.late AND v.toSeq <= $seq
  RETURN v AS state, v.toSeq AS until
  UNION ALL
  WITH r
  WHERE r:SourceRecord AND r.standard IS NOT NULL AND r.since <= $seq
  RETURN r AS state, NULL AS until
}
RETURN id, coalesce(state.late, false) AS late, until, state.version AS version, state.updatedAt AS updatedAt,
       state.receivedAt AS receivedAt, state.input AS input, state.standard AS standard,
       coalesce(state.issues, '[]') AS issues
