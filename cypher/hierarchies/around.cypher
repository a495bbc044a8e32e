// Nodes of a hierarchy with all that is above them: the given ones, and those that place the companies of the given records.
// Read only.
CALL () {
  UNWIND $ids AS id
  MATCH (n:HierarchyNode {id: id})
  RETURN n
  UNION
  UNWIND $records AS record
  MATCH (:SourceRecord {id: record})-[:MEMBER_OF]->(:Company)<-[:PLACES]-(n:HierarchyNode {hierarchy: $name})
  RETURN n
}
MATCH (n)-[:CHILD_OF*0..]->(above:HierarchyNode)
WITH DISTINCT above
RETURN above.key AS key, above.name AS name, above.type AS type,
       head([(above)-[:CHILD_OF]->(p) | p.key]) AS parent,
       head([(above)-[:ANCHORED_ON]->(r) | r.id]) AS record,
       head([(above)-[:PLACES]->(c) | c.id]) AS company
