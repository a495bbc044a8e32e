// Who was in which cluster at an instant: the records that were one with the given record then.
// Read only.
// Parameters: {"record": "crm:person:C1001", "at": "2026-01-01T00:00:00.000Z"}
MATCH (line:Change)
WHERE line.at <= $at
WITH line ORDER BY line.at DESC, line.seq DESC LIMIT 1
MATCH (:SourceRecord|Tombstone {id: $record})-[m:MEMBER_OF|WAS_MEMBER_OF]->(g:Golden|Retired)
WHERE m.fromSeq <= line.seq AND (m.toSeq IS NULL OR m.toSeq > line.seq)
MATCH (g)<-[other:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
WHERE other.fromSeq <= line.seq AND (other.toSeq IS NULL OR other.toSeq > line.seq)
RETURN g.id AS golden, r.id AS record, other.fromSeq AS since, other.toSeq AS until, g:Golden AS current
ORDER BY record
