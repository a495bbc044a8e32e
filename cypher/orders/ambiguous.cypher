// Orders, contracts and the like that do not say of which entity their customer is, where records of several have the id.
// Read only.
CALL () {
  MATCH (o:Order|Contract|ChargeBack|Terms|Activity)
  WHERE o.customerRef IS NOT NULL AND NOT EXISTS { (:SourceRecord|Tombstone)-[:PLACED|HAS_CONTRACT|CHARGED_BACK|AGREED|DID]->(o) }
  RETURN o.customerRef AS ref, count(*) AS waiting
}
WITH ref, waiting, split(ref, '::')[0] AS source
WHERE ref STARTS WITH source + '::'
WITH waiting, source, substring(ref, size(source) + 2) AS sourceId
MATCH (r:SourceRecord|Tombstone)
WHERE r.movedTo IS NULL AND r.id IN [entity IN $entities | source + ':' + entity + ':' + sourceId]
WITH source + ':' + sourceId AS name, waiting, r.id AS id ORDER BY id
WITH name, waiting, collect(id) AS records
WHERE size(records) > 1
RETURN name, waiting, records
ORDER BY waiting DESC, name
