// Stores doubtful links, low id to high id, for a steward to decide.
// Idempotent.
UNWIND $rows AS row
MATCH (low:SourceRecord {id: row.low})
MATCH (high:SourceRecord {id: row.high})
MERGE (low)-[link:MAYBE_SAME]->(high)
SET link.bits = row.bits, link.probability = row.probability, link.ruleSet = $ruleSet
