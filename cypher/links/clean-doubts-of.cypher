// Deletes doubtful links of the given records inside their golden record: the doubt has been settled.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[link:MAYBE_SAME]-(:SourceRecord)-[:MEMBER_OF]->(:Golden)<-[:MEMBER_OF]-(r)
DELETE link
