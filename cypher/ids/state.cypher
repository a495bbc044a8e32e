// Whether an id names a golden record or household of today or of the past.
// Read only.
MATCH (n:Golden|Retired|Household|FormerHousehold {id: $id})
RETURN n:Golden OR n:Household AS current
