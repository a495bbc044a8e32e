// Orders, contracts and the like that wait since they do not say of which entity their customer is and records of several have
// the id.
// Read only.
MATCH (o:Order|Contract|ChargeBack|Terms|Activity)
WHERE o.customerRef IS NOT NULL AND NOT EXISTS { (:SourceRecord|Tombstone)-[:PLACED|HAS_CONTRACT|CHARGED_BACK|AGREED|DID]->(o) }
WITH o.customerRef AS ref, collect(o.id) AS ids, split(o.customerRef, '::')[0] AS source
WHERE ref STARTS WITH source + '::'
WITH ids, source, substring(ref, size(source) + 2) AS sourceId
UNWIND $entities AS entity
WITH ids, source, sourceId, source + ':' + entity + ':' + sourceId AS named
MATCH (r:SourceRecord|Tombstone {id: named}) WHERE r.movedTo IS NULL
WITH ids, source + ':' + sourceId AS names, r.id AS record ORDER BY record
WITH ids, names, collect(record) AS mayBe
WHERE size(mayBe) > 1
UNWIND ids AS id
RETURN id, names, mayBe
ORDER BY id
