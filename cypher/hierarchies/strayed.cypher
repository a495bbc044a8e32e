// Nodes whose record has left the company they place, and nodes without a company whose record has one again.
// Read only.
CALL () {
  UNWIND $goldens AS id
  MATCH (g:Golden|Retired {id: id})<-[:PLACES]-(n:HierarchyNode)
  WHERE NOT EXISTS { (n)-[:ANCHORED_ON]->(:SourceRecord)-[:MEMBER_OF]->(g) }
  RETURN n
  UNION
  UNWIND $records AS id
  MATCH (:SourceRecord {id: id})<-[:ANCHORED_ON]-(n:HierarchyNode)
  WHERE NOT EXISTS { (n)-[:PLACES]->() }
  RETURN n
}
RETURN n.id AS id,
       CASE WHEN EXISTS { (n)-[:ANCHORED_ON]->(:SourceRecord) } THEN NULL
            ELSE head(COLLECT { MATCH (n)-[:PLACES]->(:Company)<-[:MEMBER_OF]-(r:SourceRecord)
                                RETURN r.id ORDER BY coalesce(r.createdAt, '~'), r.id }) END AS instead
