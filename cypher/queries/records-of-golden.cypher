// A golden record and the records of all systems behind it: the crosswalk.
// Read only.
// Parameters: {"id": "cus_00000000-0000-7000-8000-000000000000"}
MATCH (g:Golden {id: $id})<-[:MEMBER_OF]-(r:SourceRecord)
RETURN r.source AS source, r.sourceId AS sourceId, r.name AS name, r.updatedAt AS updatedAt, r.channel AS channel
ORDER BY source, sourceId
