// Plans, latest first.
// Read only.
MATCH (p:Plan)
WHERE ($kind = '' OR p.kind = $kind) AND ($status = '' OR p.status = $status) AND ($before = '' OR p.id < $before)
RETURN p.id AS id, p.kind AS kind, p.status AS status, p.by AS by, p.reason AS reason, p.at AS at, p.hash AS hash,
       p.body AS body, p.appliedAt AS appliedAt, p.revertedAt AS revertedAt, p.fromSeq AS fromSeq, p.toSeq AS toSeq
ORDER BY p.id DESC
LIMIT toInteger($limit)
