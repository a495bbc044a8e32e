// One step outward from the given records: along links, must-links and shared golden records.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN id,
       [(r)-[:SAME_AS|ALWAYS_SAME]-(n:SourceRecord) | n.id] AS linked,
       [(r)-[:MEMBER_OF]->(g:Golden) | g.id] AS goldens,
       [(r)-[:MEMBER_OF]->(:Golden)<-[:MEMBER_OF]-(m:SourceRecord) | m.id] AS mates
