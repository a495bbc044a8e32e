// Deletes a batch of former states that ended before the feed starts: nobody can ask for them any more.
// Idempotent.
MATCH (c:Counter {name: 'change'})
CALL (c) {
  MATCH (v:GoldenVersion) WHERE v.toSeq <= c.pruned RETURN v
  UNION ALL
  MATCH (v:RecordVersion) WHERE v.toSeq <= c.pruned RETURN v
}
WITH v LIMIT toInteger($limit)
DETACH DELETE v
RETURN count(*) AS deleted
