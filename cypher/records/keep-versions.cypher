// Copies the stored state of records into a version node, before it is overwritten; changes/date-records closes it.
// Not idempotent: call once a change.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WHERE r.hash IS NOT NULL
CREATE (r)-[:HAD]->(:RecordVersion {
  hash: r.hash, version: r.version, updatedAt: r.updatedAt, receivedAt: r.receivedAt, input: r.input,
  standard: r.standard, valueTimes: r.valueTimes, issues: r.issues, actor: r.actor, user: r.user, load: r.load, fromSeq: coalesce(r.since, r.seq), fromAt: coalesce(r.sinceAt, r.receivedAt),
  late: false
})
