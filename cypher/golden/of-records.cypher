// The golden records of the given records.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})-[:MEMBER_OF]->(g:Golden)
RETURN id, g.id AS golden, g.entity AS entity
