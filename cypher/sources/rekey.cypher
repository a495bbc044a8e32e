// Gives records their new ids, and everything that names a record by its id with them. The old ids lead to them.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord|Tombstone {id: row.from})
SET r += row.properties
WITH r, row
CALL (r, row) {
  WITH r, row WHERE row.from <> row.to
  OPTIONAL MATCH (back:FormerRecord {id: row.to})
  DETACH DELETE back
  MERGE (f:FormerRecord {id: row.from})
  MERGE (f)-[:NOW]->(r)
  WITH DISTINCT r, row
  OPTIONAL MATCH (r)-[m:MEMBER_OF]->(:Golden)
  SET m.record = row.to
  WITH DISTINCT r, row
  OPTIONAL MATCH (r)<-[:PINS]-(p:Pin)
  SET p.record = row.to
  WITH DISTINCT r, row
  OPTIONAL MATCH (w:AddressWord {record: row.from})
  SET w.record = row.to
  WITH DISTINCT r, row
  OPTIONAL MATCH (r)-[:PLACED|HAS_CONTRACT|CHARGED_BACK|AGREED|DID]->(own)
  SET own.customerRef = CASE WHEN own.customerRef STARTS WITH split(own.customerRef, ':')[0] + '::'
                             THEN r.source + '::' + r.sourceId ELSE row.to END
  WITH DISTINCT r, row
  OPTIONAL MATCH (r)-[:SYNCED_TO]->(c:Copy)
  SET c.system = r.source
  WITH DISTINCT r, row
  OPTIONAL MATCH (o:Order {customerRef: row.from})
  SET o.customerRef = row.to
  RETURN count(*) AS done
}
RETURN count(done) AS records
