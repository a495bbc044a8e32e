// Addresses that records write: how many are whole, and how many records and customers write one.
// Read only.
MATCH (r:SourceRecord)-[w:WRITES]->(k:CleanAddress)
WHERE w.corrected IS NULL
OPTIONAL MATCH (r)-[:MEMBER_OF]->(g:Golden)
RETURN count(DISTINCT k) AS addresses, count(DISTINCT CASE WHEN w.complete THEN k END) AS complete, count(DISTINCT r) AS records,
       count(DISTINCT g) AS customers
