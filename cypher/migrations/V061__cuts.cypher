// Links that clustering cut are found by their mark, wherever the two golden records stand.
CREATE INDEX same_as_cut IF NOT EXISTS FOR ()-[link:SAME_AS]-() ON (link.cut);
MATCH (a:Golden)<-[:MEMBER_OF]-(:SourceRecord)-[link:SAME_AS]->(:SourceRecord)-[:MEMBER_OF]->(b:Golden)
WHERE a <> b AND link.cut IS NULL
CALL (link) {
  SET link.cut = true
} IN TRANSACTIONS OF 10000 ROWS;
