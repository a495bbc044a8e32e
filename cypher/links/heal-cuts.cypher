// Takes the mark of a cut off match links whose two ends are in one golden record by now, or again.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[link:SAME_AS {cut: true}]-(:SourceRecord)-[:MEMBER_OF]->(:Golden)<-[:MEMBER_OF]-(r)
REMOVE link.cut
