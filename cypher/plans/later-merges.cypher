// Lines of the feed after a number that merged or retired the given ids, and the plan that wrote them; latest first.
// Read only.
UNWIND $ids AS id
MATCH (c:Change {golden: id})
WHERE c.seq > toInteger($seq) AND c.kind IN ['merged', 'retired']
OPTIONAL MATCH (p:Plan) WHERE p.fromSeq < c.seq AND c.seq <= p.toSeq
RETURN c.seq AS seq, c.at AS at, c.kind AS kind, id AS golden, c.body AS body, p.id AS plan, p.status AS status
ORDER BY seq DESC
