// Every link is proposed by a key that both records have: one that is not common, or one in whose order they are neighbours: side by
// side in one profile, or the first of theirs with few profiles in between.
// Read only; returns what breaks the rule.
MATCH (a:SourceRecord)-[l:SAME_AS]->(b:SourceRecord)
WHERE NOT EXISTS { MATCH (a)-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(b) WHERE k.count <= k.cap }
  AND NOT EXISTS {
    MATCH (a)-[x:HAS_KEY]->(k:BlockKey)<-[y:HAS_KEY]-(b)
    WHERE k.count > k.cap AND k.near > 0
    WITH k.near AS near, CASE WHEN x.at < y.at THEN x.at ELSE y.at END AS one, CASE WHEN x.at < y.at THEN y.at ELSE x.at END AS other
    WITH near, one, other, left(one, size(one) - size(last(split(one, '\u0001')))) AS profile,
         left(other, size(other) - size(last(split(other, '\u0001')))) AS next
    WHERE (profile = next AND NOT EXISTS { MATCH ()-[h:HAS_KEY]->() WHERE h.at > one AND h.at < other })
       OR (profile <> next
         AND NOT EXISTS { MATCH ()-[h:HAS_KEY]->() WHERE h.at > profile AND h.at < one }
         AND NOT EXISTS { MATCH ()-[h:HAS_KEY]->() WHERE h.at > next AND h.at < other }
         AND COUNT {
           MATCH ()-[h:HAS_KEY]->() WHERE h.at >= one AND h.at < next
           RETURN DISTINCT left(h.at, size(h.at) - size(last(split(h.at, '\u0001'))))
         } - 1 < near)
    RETURN near
  }
RETURN a.id AS low, b.id AS high
LIMIT 100
