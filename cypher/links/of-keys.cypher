// Links between records that both have one of the given keys, and share no key that is not common.
// Read only.
UNWIND $keys AS key
MATCH (k:BlockKey {key: key})<-[:HAS_KEY]-(a:SourceRecord)-[:SAME_AS|MAYBE_SAME]->(b:SourceRecord)-[:HAS_KEY]->(k)
WHERE NOT EXISTS {
  MATCH (a)-[:HAS_KEY]->(other:BlockKey)<-[:HAS_KEY]-(b) WHERE other.count <= other.cap
}
RETURN DISTINCT a.id AS low, b.id AS high
