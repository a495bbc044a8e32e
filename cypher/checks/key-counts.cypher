// The count on every block key is the number of records that have it.
// Read only; returns what breaks the rule.
MATCH (k:BlockKey)
WITH k, COUNT { (k)<-[:HAS_KEY]-(:SourceRecord) } AS records
WHERE k.count <> records
RETURN k.key AS key, k.count AS stated, records
LIMIT 100
