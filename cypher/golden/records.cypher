// The records of golden records.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
RETURN id, [(g)<-[:MEMBER_OF]-(r:SourceRecord) | r.id] AS records
