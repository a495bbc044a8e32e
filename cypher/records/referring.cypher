// Records that name one of the given records as their company or their parent, by id or by what it is called.
// Read only.
UNWIND $ids AS id
CALL (id) {
  MATCH (r:SourceRecord {companyRef: id}) RETURN r.id AS record, 'contact' AS entity
  UNION
  MATCH (r:SourceRecord {parentRef: id}) RETURN r.id AS record, 'company' AS entity
  UNION
  MATCH (named:SourceRecord|Tombstone {id: id})
  MATCH (r:SourceRecord {parentNameRef: named.nameRef})
  RETURN r.id AS record, 'company' AS entity
}
RETURN DISTINCT record, entity
