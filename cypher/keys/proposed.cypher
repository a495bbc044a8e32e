// Those of the given pairs of records that some key proposes: one that is not common, or one in which they stand near each other.
// Read only.
UNWIND $rows AS row
MATCH (a:SourceRecord {id: row.low}), (b:SourceRecord {id: row.high})
WHERE EXISTS { MATCH (a)-[:HAS_KEY]->(k:BlockKey)<-[:HAS_KEY]-(b) WHERE k.count <= k.cap }
   OR EXISTS {
     MATCH (a)-[x:HAS_KEY]->(k:BlockKey)<-[y:HAS_KEY]-(b)
     WHERE k.count > k.cap AND k.near > 0
     WITH CASE WHEN x.at < y.at THEN x.at ELSE y.at END AS one, CASE WHEN x.at < y.at THEN y.at ELSE x.at END AS other
     CALL (one, other) {
       MATCH (:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
       WHERE h.at > one AND h.at < other
       WITH h LIMIT toInteger($near)
       RETURN count(h) AS between
     }
     WITH between WHERE between < toInteger($near)
     RETURN between
   }
RETURN row.low AS low, row.high AS high
