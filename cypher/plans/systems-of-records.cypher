// Systems that hold copies of the given records or of their golden records, or are to be given some.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
CALL (r) {
  MATCH (r)-[:SYNCED_TO]->(c:Copy)
  RETURN c.system AS system
  UNION
  MATCH (r)-[:MEMBER_OF]->(:Golden)-[:SYNCED_TO|TO_MAKE]->(c:Copy)
  RETURN c.system AS system
}
RETURN DISTINCT system ORDER BY system
