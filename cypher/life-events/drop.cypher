// Takes away life events that records tell no longer; a steward's word about them stays.
// Idempotent.
UNWIND $ids AS id
MATCH (e:LifeEvent {id: id})
DETACH DELETE e
