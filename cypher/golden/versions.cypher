// Former states of one golden record, latest first; also of a retired one.
// Read only.
MATCH (:Golden|Retired {id: $id})-[:HAD]->(v:GoldenVersion)
RETURN v.fromSeq AS fromSeq, v.toSeq AS toSeq, v.members AS members, v.body AS body
ORDER BY fromSeq DESC
LIMIT toInteger($limit)
