// When a record came and when each stage ran for it.
// Read only.
MATCH (r:SourceRecord {id: $id})
OPTIONAL MATCH (run:Run {id: r.run})
RETURN r.receivedAt AS receivedAt, r.input AS input,
       coalesce(run.stages, '[]') AS stages, run.at AS at, run.records AS records,
       head([(r)-[:MEMBER_OF]->(g:Golden) | {id: g.id, name: g.name, size: g.size, status: g.status, seq: g.seq}]) AS golden,
       COUNT { (r)-[:SAME_AS]-() } AS same, COUNT { (r)-[:MAYBE_SAME]-() } AS maybe
