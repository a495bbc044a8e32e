// How many records a system has.
// Read only.
MATCH (r:SourceRecord)
WHERE r.id STARTS WITH $prefix
RETURN count(r) AS records
