// Keeps a steward's word about an event on the record that tells it; the later word takes the place of an earlier one.
// Idempotent.
MATCH (r:SourceRecord {id: $record})
MERGE (r)<-[:ON]-(v:LifeEventVerdict {kind: $kind, topic: $topic})
SET v.verdict = $verdict, v.by = $by, v.reason = $reason, v.at = $at
