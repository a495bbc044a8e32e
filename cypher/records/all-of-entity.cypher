// Every live record of an entity, in id order, from a given id on: for rebuild, checksum and training.
// Read only.
MATCH (r:SourceRecord {entity: $entity})
WHERE r.id > $after AND r.standard IS NOT NULL
WITH r ORDER BY r.id LIMIT toInteger($limit)
RETURN r.id AS id, r.standard AS standard, r.issues AS issues, r.hash AS hash, r.input AS input,
       r.version AS version, r.updatedAt AS updatedAt, r.engine AS engine, r.actor AS actor, r.valueTimes AS valueTimes,
       head([(r)-[:SYNCED_TO]->(c:Copy) WHERE c.sent IS NOT NULL | c.sent]) AS sent,
       head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden,
       CASE WHEN r.companyRef IS NULL THEN NULL
            ELSE head([(c:SourceRecord {id: r.companyRef})-[:MEMBER_OF]->(g:Golden) | g.id]) END AS company
