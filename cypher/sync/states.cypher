// All that is needed to bring records of a system in step: the record, its golden record, what it refers to, and where its copy stands.
// Read only.
UNWIND $records AS id
MATCH (r:SourceRecord {id: id})-[:MEMBER_OF]->(g:Golden)
OPTIONAL MATCH (r)-[:SYNCED_TO]->(c:Copy {system: r.source})
RETURN r.id AS record, r.input AS input, g.id AS golden, g.entity AS entity, g.status AS status, g.body AS body, g.seq AS seq,
       c.id AS copy, c.sent AS sent, c.sentSeq AS sentSeq, c.seq AS ackedSeq, c.dueSeq AS dueSeq, c.state AS state, c.told AS told, c.remoteVersion AS remoteVersion,
       coalesce(c.attempts, 0) AS attempts, c.flips AS flips, c.answer AS answer, c.kept AS kept, c.inactive AS inactive, c.refused AS refused,
       COLLECT { MATCH (g)-[job:WORKS_AT]->(:Golden)<-[:MEMBER_OF]-(o:SourceRecord) WHERE o.source = r.source
                 RETURN o.sourceId ORDER BY coalesce(job.primary, false) DESC, o.id = r.companyRef DESC, o.id LIMIT 1 } AS company,
       COLLECT { MATCH (g)-[:SUBSIDIARY_OF]->(:Golden)<-[:MEMBER_OF]-(o:SourceRecord) WHERE o.source = r.source
                 RETURN o.sourceId ORDER BY o.id = r.parentRef DESC, o.id LIMIT 1 } AS parent,
       EXISTS { (g)-[:WORKS_AT]->(:Golden) } AS hasCompany, EXISTS { (g)-[:SUBSIDIARY_OF]->(:Golden) } AS hasParent
