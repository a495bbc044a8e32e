// Contracts of companies or customers that run on a day, as they were known at an instant.
// Read only.
UNWIND $ids AS id
MATCH (:Golden|Retired {id: id})<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
MATCH (r)-[whose:HAS_CONTRACT|WAS_HAS_CONTRACT]->(c:Contract)
WHERE coalesce(whose.from, '') <= $at AND coalesce(whose.to, '~') > $at
CALL (c) {
  WITH c WHERE c.since <= $at
  RETURN c AS state
  UNION ALL
  MATCH (c)-[:HAD]->(v:ActivityVersion)
  WHERE v.since <= $at AND v.until > $at
  RETURN v AS state
}
WITH id, c, state
WHERE coalesce(state.from, '') <= $day AND coalesce(state.to, '~') >= $day
  AND NOT coalesce(state.status, 'active') IN ['cancelled', 'terminated', 'ended', 'draft']
RETURN id, c.id AS contract, state.currency AS currency, state.amount AS amount
