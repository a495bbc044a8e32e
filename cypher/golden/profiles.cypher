// What the records of a golden record and of those that join it say, each profile once: the record of it that said so last, the lowest by id
// where several did, and how many say it. Records that do not tell when are a profile of their own.
// Read only.
UNWIND $rows AS row
CALL (row) {
  MATCH (:Golden {id: row.golden})<-[:MEMBER_OF]-(r:SourceRecord)
  RETURN r
  UNION ALL
  WITH row
  UNWIND row.joined AS id
  MATCH (r:SourceRecord {id: id})
  RETURN r
}
WITH row.golden AS golden, r.content AS content, r.source AS source, r.issues AS issues, r.saidAt AS said, min(r.id) AS first,
     count(*) AS voices, sum(COUNT { (r)<-[p:PINS]-(:Pin) }) AS pins
ORDER BY said DESC
WITH golden, content, source, issues, said IS NULL AS timeless, collect(first)[0] AS record, sum(voices) AS voices, sum(pins) AS pins
RETURN golden, content, source, record, voices, pins
