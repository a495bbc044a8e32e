// Deletes doubtful links inside one golden record: the doubt has been settled.
// Idempotent.
UNWIND $ids AS id
MATCH (g:Golden {id: id})<-[:MEMBER_OF]-(a:SourceRecord)-[link:MAYBE_SAME]->(:SourceRecord)-[:MEMBER_OF]->(g)
DELETE link
