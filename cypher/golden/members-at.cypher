// All records that golden records had as of lines of the feed.
// Read only.
UNWIND $rows AS row
MATCH (g:Golden|Retired {id: row.golden})
RETURN row.golden AS golden, row.seq AS seq, COLLECT {
  MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
  WHERE m.fromSeq <= row.seq AND (m.toSeq IS NULL OR m.toSeq > row.seq)
  RETURN DISTINCT r.id
} AS members
