// What became of records that gave values: which golden record they are of, and whether their source was retired.
// Read only.
UNWIND $ids AS id
OPTIONAL MATCH (r:SourceRecord {id: id})-[:MEMBER_OF]->(g:Golden)
OPTIONAL MATCH (s:Source {name: r.source})
RETURN id, g.id AS golden, s.retiredAt IS NOT NULL AS retired
