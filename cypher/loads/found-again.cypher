// Golden records that were there before a load and have new records of it now, those with most of them first; and how many there are.
// Read only.
MATCH (r:SourceRecord {load: $load})-[:MEMBER_OF]->(g:Golden)
USING INDEX SEEK r:SourceRecord(load)
WHERE NOT EXISTS { (r)-[:HAD]->(v:RecordVersion) WHERE NOT v.late AND coalesce(v.load, '') <> $load }
WITH g, count(r) AS brought, collect(r {.id, .name})[..3] AS some
WHERE EXISTS { (other:SourceRecord)-[:MEMBER_OF]->(g) WHERE coalesce(other.load, '') <> $load }
WITH g, brought, some ORDER BY brought DESC, g.id
WITH count(g) AS goldens, sum(brought) AS records, collect(g {.entity, .sources, golden: g.id, name: coalesce(g.name, ''), records: some}) AS found
RETURN goldens, records, found[..toInteger($limit)] AS shown
