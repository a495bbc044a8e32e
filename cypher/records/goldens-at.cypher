// Which golden record each record was a member of, as of a line of the feed.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord|Tombstone {id: id})-[m:MEMBER_OF|WAS_MEMBER_OF]->(g:Golden|Retired)
WHERE m.fromSeq <= $seq AND (m.toSeq IS NULL OR m.toSeq > $seq)
RETURN id, g.id AS golden
