// How many live records there are, from the count that Neo4j keeps.
// Read only.
MATCH (r:SourceRecord) RETURN count(r) AS records
