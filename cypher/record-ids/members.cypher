// All records of golden records, present or former, that list only the first of them.
// Read only.
UNWIND $elements AS element
MATCH (n) WHERE elementId(n) = element AND n.size > size(n.members)
RETURN element, CASE
  WHEN n:Golden THEN COLLECT { MATCH (n)<-[:MEMBER_OF]-(r:SourceRecord) RETURN r.id }
  ELSE COLLECT {
    MATCH (n)<-[:HAD]-()<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
    WHERE m.fromSeq <= n.fromSeq AND (m.toSeq IS NULL OR m.toSeq > n.fromSeq)
    RETURN DISTINCT r.id
  } END AS records
