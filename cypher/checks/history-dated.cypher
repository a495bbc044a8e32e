// Every state and every membership, present and former, says since when it holds, and a former one until when.
// Read only; returns what breaks the rule.
CALL () {
  MATCH (n:Golden|Retired|SourceRecord|Tombstone) WHERE n.since IS NULL AND n.seq IS NOT NULL RETURN n.id AS id, 'since' AS missing
  UNION ALL
  MATCH (n)-[:HAD]->(v:GoldenVersion|RecordVersion) WHERE v.toSeq IS NULL OR v.toSeq < v.fromSeq RETURN n.id AS id, 'end of a version' AS missing
  UNION ALL
  MATCH (r)-[m:MEMBER_OF]->() WHERE m.fromSeq IS NULL RETURN r.id AS id, 'begin of a membership' AS missing
  UNION ALL
  MATCH (r)-[m:WAS_MEMBER_OF]->() WHERE m.toSeq IS NULL OR m.toSeq <= m.fromSeq RETURN r.id AS id, 'end of a membership' AS missing
}
RETURN id, missing
LIMIT 100
