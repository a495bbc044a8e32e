// Stores match links, low id to high id, with the hashes of both records as they were compared.
// Idempotent.
UNWIND $rows AS row
MATCH (low:SourceRecord {id: row.low})
MATCH (high:SourceRecord {id: row.high})
MERGE (low)-[link:SAME_AS]->(high)
SET link.bits = row.bits, link.probability = row.probability, link.ruleSet = $ruleSet,
    link.lowHash = row.lowHash, link.highHash = row.highHash
