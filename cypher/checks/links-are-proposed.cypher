// Every link is proposed by a key that both records have: one that is not common, or one in which they stand near each other.
// Read only; returns what breaks the rule.
MATCH (a:SourceRecord)-[l:SAME_AS]->(b:SourceRecord)
WHERE NOT EXISTS { MATCH (a)-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(b) WHERE k.count <= k.cap }
  AND NOT EXISTS {
    MATCH (a)-[x:HAS_KEY]->(k:BlockKey)<-[y:HAS_KEY]-(b)
    WHERE k.count > k.cap AND k.near > 0
    WITH k.near AS near, CASE WHEN x.at < y.at THEN x.at ELSE y.at END AS one, CASE WHEN x.at < y.at THEN y.at ELSE x.at END AS other
    WHERE COUNT { MATCH ()-[h:HAS_KEY]->() WHERE h.at > one AND h.at < other } < near
    RETURN near
  }
RETURN a.id AS low, b.id AS high
LIMIT 100
