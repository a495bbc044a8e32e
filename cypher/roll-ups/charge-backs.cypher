// What was charged back by companies or customers until a day, per currency, as it was known at an instant.
// Read only.
UNWIND $ids AS id
MATCH (:Golden|Retired {id: id})<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
MATCH (r)-[whose:CHARGED_BACK|WAS_CHARGED_BACK]->(b:ChargeBack)
WHERE coalesce(whose.from, '') <= $at AND coalesce(whose.to, '~') > $at
CALL (b) {
  WITH b WHERE b.since <= $at
  RETURN b AS state
  UNION ALL
  MATCH (b)-[:HAD]->(v:ActivityVersion)
  WHERE v.since <= $at AND v.until > $at
  RETURN v AS state
}
WITH id, state WHERE coalesce(state.date, '') <= $day
RETURN id, state.currency AS currency, count(*) AS items, coalesce(sum(state.amount), 0) AS amount
