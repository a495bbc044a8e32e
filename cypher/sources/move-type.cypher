// Records that came again as another entity, of a source whose entities share their ids: what was leads to what is, with its
// orders and the like.
// Idempotent.
UNWIND $rows AS row
MATCH (was:Tombstone {id: row.from})
MATCH (r:SourceRecord {id: row.to})
SET was.movedTo = r.id
WITH was, r, row
CALL (r, row) {
  UNWIND row.siblings AS sibling
  MATCH (older:Tombstone {id: sibling}) WHERE older.movedTo IS NOT NULL
  SET older.movedTo = r.id
}
CALL (was, r) {
  MATCH (was)-[had:PLACED|HAS_CONTRACT|CHARGED_BACK|AGREED|DID]->(own)
  CREATE (r)-[has:$(type(had))]->(own)
  SET has = properties(had), own.customerRef = CASE own.customerRef WHEN was.id THEN r.id ELSE own.customerRef END
  DELETE had
}
