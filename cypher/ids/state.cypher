// Whether an id names a golden record or household of today or of the past; when it began and ended, where that is dated.
// Read only.
MATCH (n:Golden|Retired|Household|FormerHousehold {id: $id})
RETURN n:Golden OR n:Household AS current, n.createdSeq AS began, CASE WHEN n:Retired THEN n.since END AS ended,
       n.endedAt AS endedAt
