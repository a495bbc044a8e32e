// Since when each state and each membership holds, by the feed; and the feed by time.
// Idempotent: only what is not dated yet.
CREATE INDEX change_at IF NOT EXISTS FOR (n:Change) ON (n.at, n.seq);
CREATE INDEX golden_version_to IF NOT EXISTS FOR (n:GoldenVersion) ON (n.toSeq);
CREATE INDEX record_version_to IF NOT EXISTS FOR (n:RecordVersion) ON (n.toSeq);
MATCH (r:SourceRecord)-[m:MEMBER_OF]->(g:Golden)
WHERE m.fromSeq IS NULL
CALL (m, g) {
  SET m.fromSeq = g.createdSeq
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (g:Golden)
WHERE g.since IS NULL
CALL (g) {
  OPTIONAL MATCH (g)-[:HAD]->(v:GoldenVersion)
  WITH g, max(v.toSeq) AS ended
  SET g.since = coalesce(ended, g.createdSeq)
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (g:Retired)
WHERE g.since IS NULL
CALL (g) {
  OPTIONAL MATCH (g)-[:HAD]->(v:GoldenVersion)
  WITH g, min(v.fromSeq) AS began
  SET g.since = g.seq, g.createdSeq = coalesce(began, g.createdSeq)
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (r:SourceRecord|Tombstone)
WHERE r.since IS NULL
CALL (r) {
  OPTIONAL MATCH (r)-[:HAD]->(v:RecordVersion {late: false})
  WITH r, max(v.toSeq) AS ended
  SET r.since = coalesce(ended, r.seq), r.sinceAt = coalesce(r.receivedAt, r.deletedAt)
} IN TRANSACTIONS OF 10000 ROWS;
MATCH (r:SourceRecord|Tombstone)-[:HAD]->(v:RecordVersion)
WHERE v.toAt IS NULL
CALL (r, v) {
  SET v.fromAt = v.receivedAt, v.toAt = coalesce(r.receivedAt, r.deletedAt), v.toSeq = coalesce(v.toSeq, r.seq)
} IN TRANSACTIONS OF 10000 ROWS;
