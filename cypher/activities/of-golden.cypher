// What hangs on a golden record beside orders, latest first.
// Read only.
MATCH (:Golden {id: $id})<-[:MEMBER_OF]-(r:SourceRecord)-[:HAS_CONTRACT|CHARGED_BACK|AGREED|DID]->(a)
WHERE $kind = '' OR a.kind = $kind
RETURN a.id AS id, a.kind AS kind, r.id AS record, a.from AS from, a.to AS to, a.date AS date, a.doneAt AS doneAt,
       a.status AS status, a.subject AS subject, a.value AS value, a.version AS version, a.orderId AS orderId,
       a.currency AS currency, a.amount AS amount
ORDER BY coalesce(a.doneAt, a.date, a.from, '') DESC, id
LIMIT toInteger($limit)
