// The records of one golden record as lists show them, with what is needed to find the values that lost.
// Read only.
MATCH (g:Golden {id: $id})<-[:MEMBER_OF]-(r:SourceRecord)
RETURN r.id AS id, r.source AS source, r.name AS name, r.entity AS entity, r.createdAt AS createdAt,
       r.updatedAt AS updatedAt, r.channel AS channel, r.standard AS standard, r.issues AS issues
ORDER BY id
LIMIT toInteger($limit)
