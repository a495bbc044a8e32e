// Keeps when each stage ran for the records of one transaction.
// Idempotent.
MERGE (r:Run {id: $id})
SET r.at = $at, r.stages = $stages, r.records = toInteger($records), r.actor = $actor, r.user = $user
