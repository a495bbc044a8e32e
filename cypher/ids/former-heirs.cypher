// What an id that is taken back today led to at a moment: first line of the feed that told so, and when that ended.
// Read only.
MATCH (:Golden|Retired {id: $id})-[was:WAS_SUPERSEDED_BY|WAS_SPLIT_INTO]->(heir)
WHERE was.fromSeq <= toInteger($seq) AND was.to > $at
RETURN substring(type(was), 4) AS type, heir.id AS to
ORDER BY to
