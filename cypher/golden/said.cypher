// What some records of golden records say, cleaned: of each so many at most.
// Read only.
UNWIND $ids AS golden
CALL (golden) {
  MATCH (:Golden {id: golden})<-[:MEMBER_OF]-(r:SourceRecord)
  RETURN r.standard AS standard
  ORDER BY r.id LIMIT toInteger($most)
}
RETURN golden, standard
