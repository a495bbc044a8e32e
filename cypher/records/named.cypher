// Records that are named by their id, by their golden record's, or by the number of an order that they placed.
// Read only.
CALL () {
  MATCH (r:SourceRecord) WHERE r.id IN $ids
  RETURN r, null AS order
UNION
  UNWIND $goldens AS golden
  CALL (golden) {
    MATCH (:Golden {id: golden})<-[:MEMBER_OF]-(r:SourceRecord)
    RETURN r ORDER BY r.id LIMIT 1
  }
  RETURN r, null AS order
UNION
  MATCH (o:Order) WHERE o.id IN $ids OR o.orderId IN $numbers
  MATCH (r:SourceRecord)-[:PLACED]->(o)
  RETURN r, o.orderId AS order LIMIT 20
}
RETURN r.id AS id, r.entity AS entity, order
