// One plan, with all that it does.
// Read only.
MATCH (p:Plan {id: $id})
RETURN p.id AS id, p.kind AS kind, p.status AS status, p.by AS by, p.reason AS reason, p.at AS at, p.hash AS hash,
       p.body AS body, p.appliedAt AS appliedAt, p.revertedAt AS revertedAt, p.fromSeq AS fromSeq, p.toSeq AS toSeq
