// Deletes links between records that share no key any more but the ones that have just become common.
// Idempotent.
UNWIND $keys AS key
MATCH (k:BlockKey {key: key})<-[:HAS_KEY]-(a:SourceRecord)-[link:SAME_AS|MAYBE_SAME]->(b:SourceRecord)-[:HAS_KEY]->(k)
WHERE NOT EXISTS {
  MATCH (a)-[:HAS_KEY]->(other:BlockKey)<-[:HAS_KEY]-(b) WHERE other.count <= other.cap
}
WITH DISTINCT a, b, link
WITH a.id AS low, b.id AS high, type(link) AS type, link
DELETE link
RETURN low, high, type
