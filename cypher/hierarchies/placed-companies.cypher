// Which companies the given records belong to.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})-[:MEMBER_OF]->(c:Company)
RETURN id, c.id AS company
