// Standing cannot-links of the given records.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[n:NEVER_SAME]-(o:SourceRecord)
RETURN id, o.id AS other, n.decision AS decision
