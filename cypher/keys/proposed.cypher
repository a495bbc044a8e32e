// Of pairs of records: whether a key that is not common proposes them, and where both stand in common keys.
// Read only.
UNWIND $rows AS row
MATCH (a:SourceRecord {id: row.low}), (b:SourceRecord {id: row.high})
RETURN row.low AS low, row.high AS high,
  EXISTS { MATCH (a)-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(b) WHERE k.count <= k.cap } AS byKey,
  COLLECT {
    MATCH (a)-[x:HAS_KEY]->(k:BlockKey)<-[y:HAS_KEY]-(b)
    WHERE k.count > k.cap AND k.near > 0
    RETURN {key: k.key, one: CASE WHEN x.at < y.at THEN x.at ELSE y.at END, other: CASE WHEN x.at < y.at THEN y.at ELSE x.at END}
  } AS standings
