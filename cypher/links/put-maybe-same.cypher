// Stores doubtful links, low id to high id, for a steward to decide; none inside one golden record, where the doubt is
// settled.
// Idempotent.
UNWIND $rows AS row
MATCH (low:SourceRecord {id: row.low})
MATCH (high:SourceRecord {id: row.high})
WHERE NOT EXISTS { (low)-[:MEMBER_OF]->(:Golden)<-[:MEMBER_OF]-(high) }
MERGE (low)-[link:MAYBE_SAME]->(high)
SET link.bits = row.bits, link.probability = row.probability, link.ruleSet = $ruleSet
