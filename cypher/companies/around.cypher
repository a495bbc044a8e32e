// A company with those above it, nearest first, and those below it, level by level: where to look for somebody to call.
// Read only.
MATCH (company:Golden:Company {id: $id})
CALL (company) {
  MATCH p = (company)-[:SUBSIDIARY_OF*0..50]->(above:Company)
  RETURN above AS other, -length(p) AS step
  UNION
  MATCH p = (company)<-[:SUBSIDIARY_OF*1..50]-(below:Company)
  WITH below, length(p) AS steps ORDER BY steps, below.id LIMIT toInteger($limit)
  RETURN below AS other, steps AS step
}
RETURN other.id AS id, other.name AS name, step
ORDER BY step > 0, abs(step), id
