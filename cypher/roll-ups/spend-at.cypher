// Orders until a day of whoever their records belonged to at a line of the feed, as the orders were known at its instant.
// Read only.
UNWIND $ids AS id
MATCH (:Golden|Retired {id: id})<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
MATCH (r)-[whose:PLACED|WAS_PLACED]->(o:Order)
WHERE coalesce(whose.from, '') <= $at AND coalesce(whose.to, '~') > $at
CALL (o) {
  WITH o WHERE coalesce(o.since, '') <= $at
  RETURN o AS state
  UNION ALL
  MATCH (o)-[:HAD]->(v:OrderVersion)
  WHERE coalesce(v.since, '') <= $at AND v.until > $at
  RETURN v AS state
}
WITH id, state WHERE state.date IS NULL OR state.date <= $day
RETURN id, state.currency AS currency, count(*) AS orders, coalesce(sum(state.amount), 0) AS amount
