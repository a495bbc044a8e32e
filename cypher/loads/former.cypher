// What records said before a load, as it was; nothing of those it brought. `since`: from which line of the feed on they are the load's.
// Read only.
MATCH (c:Counter {name: 'change'})
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
CALL (r) {
  RETURN r.sinceAt AS at, r.since AS seq
  UNION ALL
  MATCH (r)-[:HAD]->(own:RecordVersion)
  WHERE coalesce(own.load, '') = $load AND NOT own.late AND own.withdrawnAt IS NULL
  RETURN own.fromAt AS at, own.fromSeq AS seq
}
WITH c, r, id, at, seq ORDER BY at, seq
WITH c, r, id, head(collect({at: at, seq: seq})) AS first
OPTIONAL MATCH (r)-[:HAD]->(v:RecordVersion)
WHERE NOT v.late AND v.toAt = first.at AND coalesce(v.load, '') <> $load
WITH c, r, id, first, head(collect(v)) AS v
RETURN id, r:Tombstone AS deleted, first.seq AS since, coalesce(c.pruned, 0) AS pruned,
       v.input AS input, v.standard AS standard, v.valueTimes AS valueTimes, v.hash AS hash, v.load AS load
