// Takes households out of the current graph once nobody, or one person only, is left. The id and the history stay.
// Idempotent.
UNWIND $ids AS id
MATCH (h:Household {id: id})
SET h.endedAt = $at, h:FormerHousehold
REMOVE h:Household
