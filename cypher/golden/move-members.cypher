// Makes records members of their golden records, and of no other. A membership that was published stays as WAS_MEMBER_OF;
// changes/append dates both.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.record})
MATCH (g:Golden {id: row.golden})
OPTIONAL MATCH (r)-[old:MEMBER_OF]->(was:Golden)
FOREACH (_ IN CASE WHEN old.fromSeq IS NULL THEN [] ELSE [1] END |
  CREATE (r)-[:WAS_MEMBER_OF {fromSeq: old.fromSeq}]->(was))
DELETE old
CREATE (r)-[:MEMBER_OF {record: row.record}]->(g)
