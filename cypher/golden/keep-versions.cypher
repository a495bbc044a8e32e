// Copies the stored state of golden records into a version node, before it is overwritten or retired.
// Not idempotent: call once a change.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
CREATE (g)-[:HAD]->(v:GoldenVersion {fromSeq: coalesce(g.since, g.seq), hash: g.hash, entity: g.entity, name: g.name,
                                     status: g.status, reasons: g.reasons, body: g.body, size: g.size, members: g.members})
RETURN g.id AS id, elementId(v) AS version
