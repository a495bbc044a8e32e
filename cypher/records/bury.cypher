// Leaves a tombstone of each deleted record: its id, its history and the decisions about it, no values. Its system has it no more.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
OPTIONAL MATCH (r)-[m:MEMBER_OF]->(g:Golden)
FOREACH (_ IN CASE WHEN m.fromSeq IS NULL THEN [] ELSE [1] END | CREATE (r)-[:WAS_MEMBER_OF {fromSeq: m.fromSeq}]->(g))
WITH r
OPTIONAL MATCH (r)-[:SYNCED_TO]->(c:Copy)
SET c.state = 'gone', c.dueSince = null, c.error = null, c.column = null, c.sent = null
WITH DISTINCT r
OPTIONAL MATCH (r)-[link:SAME_AS|MAYBE_SAME|ALWAYS_SAME|NEVER_SAME|MEMBER_OF|WRITES]-()
DELETE link
WITH DISTINCT r
SET r = {id: r.id, source: r.source, sourceId: r.sourceId, entity: r.entity, nameRef: r.nameRef, seq: r.seq, deletedAt: $at, actor: $actor, load: $load}
SET r:Tombstone
REMOVE r:SourceRecord
