// Takes back a steward's word about an event: what the records tell stands for itself again.
// Idempotent.
MATCH (:SourceRecord {id: $record})<-[:ON]-(v:LifeEventVerdict {kind: $kind, topic: $topic})
DETACH DELETE v
