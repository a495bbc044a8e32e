// One step outward from the given records: along links and must-links, and to their golden records.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN id,
       [(r)-[:SAME_AS|ALWAYS_SAME]-(n:SourceRecord) | n.id] AS linked,
       [(r)-[:MEMBER_OF]->(g:Golden) | g.id] AS goldens
