// Former states of one golden record up to a line of the feed, latest first; also of a retired one.
// Read only.
MATCH (g:Golden|Retired {id: $id})-[:HAD]->(v:GoldenVersion)
WHERE v.fromSeq <= $upto
RETURN v.fromSeq AS fromSeq, v.toSeq AS toSeq, CASE WHEN coalesce(v.size, size(v.members)) > size(v.members) THEN COLLECT {
         MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
         WHERE m.fromSeq <= v.fromSeq AND (m.toSeq IS NULL OR m.toSeq > v.fromSeq)
         RETURN DISTINCT r.id AS record ORDER BY record
       } ELSE v.members END AS members, v.status AS status,
       coalesce(v.reasons, []) AS reasons, v.body AS body
ORDER BY fromSeq DESC, toSeq DESC
LIMIT toInteger($limit)
