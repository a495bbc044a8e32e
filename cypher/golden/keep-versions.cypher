// Copies the stored state of golden records into a version node, before it is overwritten or retired.
// Not idempotent: call once a change.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
CREATE (g)-[:HAD]->(v:GoldenVersion {fromSeq: g.seq, hash: g.hash, status: g.status, body: g.body, members: g.members})
RETURN g.id AS id, elementId(v) AS version
