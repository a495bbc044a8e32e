// Makes records members of their golden records, and of no other.
// Idempotent.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.record})
MATCH (g:Golden {id: row.golden})
OPTIONAL MATCH (r)-[old:MEMBER_OF]->(:Golden)
DELETE old
CREATE (r)-[:MEMBER_OF {record: row.record}]->(g)
