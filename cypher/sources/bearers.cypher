// Records that are given new ids, and those that name one of them as their company or parent.
// Read only.
UNWIND $ids AS id
CALL (id) {
  MATCH (r:SourceRecord|Tombstone {id: id}) RETURN r
  UNION
  MATCH (r:SourceRecord {companyRef: id}) RETURN r
  UNION
  MATCH (r:SourceRecord {parentRef: id}) RETURN r
}
WITH DISTINCT r
RETURN r.id AS id, r.entity AS entity, r.hash AS hash, r.input AS input, r.standard AS standard,
       r.companyRef AS companyRef, r.parentRef AS parentRef
