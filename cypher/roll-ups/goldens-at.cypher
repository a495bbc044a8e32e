// Golden records of an entity as of a line of the feed, with how many records stood behind each.
// Read only.
MATCH (g:Golden|Retired {entity: $entity})<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
RETURN g.id AS id, g.name AS name, count(r) AS records
ORDER BY id
