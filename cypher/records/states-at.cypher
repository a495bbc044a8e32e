// What records said as of a moment; or all that was known of them by then, late versions included. A transaction that
// changed a record but no golden record has no line of its own: its instant tells it from the line before.
// What a load brought that was withdrawn since is no word of its source.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
CALL (r) {
  MATCH (r)-[:HAD]->(v:RecordVersion)
  WHERE NOT v.late
    AND (v.fromSeq < $seq OR (v.fromSeq = $seq AND v.fromAt <= $at))
    AND ($all OR v.toSeq > $seq OR (v.toSeq = $seq AND v.toAt > $at))
    AND (v.withdrawnAt IS NULL OR NOT $all OR v.withdrawnAt > $at)
  RETURN v AS state, v.toSeq AS until
  UNION ALL
  MATCH (r)-[:HAD]->(v:RecordVersion)
  WHERE $all AND v.late AND (v.withdrawnAt IS NULL OR v.withdrawnAt > $at) AND (v.toSeq < $seq OR (v.toSeq = $seq AND v.toAt <= $at))
  RETURN v AS state, v.toSeq AS until
  UNION ALL
  WITH r
  WHERE r:SourceRecord AND r.standard IS NOT NULL AND (r.since < $seq OR (r.since = $seq AND r.sinceAt <= $at))
  RETURN r AS state, NULL AS until
}
RETURN id, coalesce(state.late, false) AS late, until, state.version AS version, state.updatedAt AS updatedAt,
       state.receivedAt AS receivedAt, state.input AS input, state.standard AS standard,
       coalesce(state.issues, '[]') AS issues
