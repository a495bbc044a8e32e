// As of when records say what they say, and whether their source was retired.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
OPTIONAL MATCH (s:Source {name: r.source})
RETURN r.id AS id, r.seq AS since, r.version AS version, r.updatedAt AS updatedAt, r.receivedAt AS receivedAt,
       s.retiredAt IS NOT NULL AS retired
