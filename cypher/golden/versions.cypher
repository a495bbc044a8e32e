// Former states of one golden record up to a line of the feed, latest first; also of a retired one.
// Read only.
MATCH (:Golden|Retired {id: $id})-[:HAD]->(v:GoldenVersion)
WHERE v.fromSeq <= $upto
RETURN v.fromSeq AS fromSeq, v.toSeq AS toSeq, v.members AS members, v.status AS status,
       coalesce(v.reasons, []) AS reasons, v.body AS body
ORDER BY fromSeq DESC, toSeq DESC
LIMIT toInteger($limit)
