// Deletes match links.
// Idempotent.
UNWIND $rows AS row
MATCH (:SourceRecord {id: row.low})-[link:SAME_AS]->(:SourceRecord {id: row.high})
DELETE link
