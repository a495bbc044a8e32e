// Takes the mark of a cut off match links whose two ends are in one golden record by now, or again.
// Idempotent.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[link:SAME_AS]-(:SourceRecord)-[:MEMBER_OF]->(:Golden)<-[:MEMBER_OF]-(r)
WHERE coalesce(link.cut, false) // spelt so that no plan goes through all cuts, for every record
REMOVE link.cut
