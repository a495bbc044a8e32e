// Every source that has records or something done to it.
// Read only.
CALL () {
  MATCH (r:SourceRecord) RETURN r.source AS source, count(*) AS records
  UNION ALL
  MATCH (s:Source) RETURN s.name AS source, 0 AS records
}
WITH source, sum(records) AS records
OPTIONAL MATCH (s:Source {name: source})
RETURN source, records, s.retiredAt AS retiredAt, s.retiredBy AS retiredBy, s.reason AS reason, s.renamedTo AS renamedTo,
       s.pending AS pending, s.kind AS kind
ORDER BY source
