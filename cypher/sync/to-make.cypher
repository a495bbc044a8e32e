// Golden records that a system may be given a record of: whether it has one, or had one that went or was withdrawn from them, and what
// they refer to, by the ids that the system knows those by.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
RETURN id AS golden, g.entity AS entity, g.status AS status, g.body AS body, g.seq AS seq,
       EXISTS { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r.source = $name } AS isHeld,
       EXISTS { MATCH (g)<-[:SUPERSEDED_BY*0..9]-(:Golden|Retired)<-[m:WAS_MEMBER_OF]-(t:Tombstone)
                WHERE t.source = $name AND NOT EXISTS { MATCH (t)-[later:WAS_MEMBER_OF]->() WHERE later.fromSeq > m.fromSeq } } AS wasHeld,
       EXISTS { MATCH (g)<-[:MEMBER_OF]-(:SourceRecord)<-[:ABOUT]-(d:Decision)-[:ABOUT]->(r:SourceRecord|Tombstone)
                WHERE r.source = $name AND d.by = 'sync' AND d.revokedAt IS NOT NULL } AS isWithdrawn,
       COLLECT { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) RETURN r.id ORDER BY r.marked IS NOT NULL, r.id LIMIT 1 } AS members,
       COLLECT { MATCH (g)-[job:WORKS_AT]->(:Golden)<-[:MEMBER_OF]-(o:SourceRecord) WHERE o.source = $name
                 RETURN o.sourceId ORDER BY coalesce(job.primary, false) DESC, o.id LIMIT 1 } AS company,
       COLLECT { MATCH (g)-[:SUBSIDIARY_OF]->(:Golden)<-[:MEMBER_OF]-(o:SourceRecord) WHERE o.source = $name
                 RETURN o.sourceId ORDER BY o.id LIMIT 1 } AS parent,
       COLLECT { MATCH (g)-[:WORKS_AT]->(other:Golden) RETURN other.id } AS companies, COLLECT { MATCH (g)-[:SUBSIDIARY_OF]->(other:Golden) RETURN other.id } AS parents
