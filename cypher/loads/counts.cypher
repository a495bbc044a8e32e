// How much a load still stands behind: records, and the golden records that consist of them alone.
// Read only.
CALL () {
  MATCH (r:SourceRecord {load: $load})
  USING INDEX SEEK r:SourceRecord(load)
  RETURN count(r) AS records
}
CALL () {
  MATCH (r:SourceRecord {load: $load})-[:MEMBER_OF]->(g:Golden)
  USING INDEX SEEK r:SourceRecord(load)
  WITH DISTINCT g
  WHERE NOT EXISTS { (other:SourceRecord)-[:MEMBER_OF]->(g) WHERE coalesce(other.load, '') <> $load }
  RETURN count(g) AS alone
}
CALL () {
  MATCH (r:SourceRecord {load: $load})-[:MEMBER_OF]->(g:Golden)
  USING INDEX SEEK r:SourceRecord(load)
  RETURN count(DISTINCT g) AS goldens
}
CALL () {
  MATCH (t:Tombstone {load: $load})
  USING INDEX SEEK t:Tombstone(load)
  RETURN count(t) AS deleted
}
RETURN records, goldens, alone, deleted
