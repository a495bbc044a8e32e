// What stewards have said of events that these records tell.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})<-[:ON]-(v:LifeEventVerdict)
RETURN id AS record, v.kind AS kind, v.topic AS topic, v.verdict AS verdict, v.by AS by, v.reason AS reason, v.at AS at
ORDER BY at
