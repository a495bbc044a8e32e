// Golden records of an entity as of a line of the feed, as they were called then, with how many records stood behind each.
// Read only.
MATCH (g:Golden|Retired {entity: $entity})<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
WITH g, count(r) AS records
WITH g, records, COLLECT {
  MATCH (g)-[:HAD]->(v:GoldenVersion)
  WHERE v.fromSeq <= $seq AND v.toSeq > $seq
  RETURN v.name ORDER BY v.toSeq LIMIT 1
} AS then
RETURN g.id AS id, coalesce(head(then), g.name) AS name, records
ORDER BY id
