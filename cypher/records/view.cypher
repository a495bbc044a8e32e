// One record as its source gave it and as it was cleaned, with its golden record. A tombstone has no values.
// Read only.
MATCH (r:SourceRecord|Tombstone {id: $id})
RETURN r.id AS id, r.source AS source, r.sourceId AS sourceId, r.entity AS entity, r.channel AS channel,
       r.createdAt AS createdAt, r.updatedAt AS updatedAt, r.version AS version, r.receivedAt AS receivedAt,
       r.deletedAt AS deletedAt, r.input AS input, r.standard AS standard, r.issues AS issues, r.actor AS actor, r.user AS user,
       head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden,
       [(f:FormerRecord)-[:NOW]->(r) | f.id] AS formerIds
