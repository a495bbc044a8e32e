// Pins, latest first, with the golden record that each is on now; of one golden record or record where it is named.
// Read only.
MATCH (p:Pin)-[:PINS]->(r:SourceRecord|Tombstone)
WHERE ($record = '' OR p.record = $record) AND ($ended OR p.endedAt IS NULL)
OPTIONAL MATCH (r)-[:MEMBER_OF]->(g:Golden)
WITH p, g
WHERE $golden = '' OR g.id = $golden
RETURN p {.*} AS pin, g.id AS golden
ORDER BY p.at DESC, p.id DESC
LIMIT toInteger($limit)
