// What is stored of the given records: enough to tell whether an arriving version is new, and where it belongs.
// Where Kith wrote into its system, also what its source said last, and what was sent there without an answer yet.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})
RETURN r.id AS id, r.hash AS hash, r.version AS version, r.updatedAt AS updatedAt, r:Tombstone AS deleted,
       r.engine AS engine, r.entity AS entity,
       [(r)-[:HAS_KEY]->(k:BlockKey) | k.key] AS keys,
       head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden,
       CASE WHEN r.marked IS NOT NULL OR EXISTS { (r)-[:SYNCED_TO]->(:Copy) } THEN r.input END AS own,
       head([(r)-[:SYNCED_TO]->(c:Copy) WHERE c.sent IS NOT NULL | c.sent]) AS sent
