// Every golden record of an entity, by id from a given id on.
// Read only.
MATCH (g:Golden {entity: $entity})
WHERE g.id > $after
WITH g ORDER BY g.id LIMIT toInteger($limit)
RETURN g.id AS id, g.entity AS entity, g.hash AS hash, g.status AS status, coalesce(g.reasons, []) AS reasons, g.body AS body,
       CASE WHEN g.size > size(g.members) THEN COLLECT {
         MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
         WHERE type(m) = 'MEMBER_OF' OR (m.toSeq IS NULL AND r:Tombstone)
         RETURN DISTINCT r.id AS record ORDER BY record
       } ELSE g.members END AS members
