// Records that write cleaned addresses, with the golden record that each is of.
// Read only.
UNWIND $keys AS key
MATCH (:CleanAddress {key: key})<-[:WRITES]-(r:SourceRecord)
RETURN key, r.id AS record, r.entity AS entity, head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden
