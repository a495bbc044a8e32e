// Records a person's word about two records, and shows it between them.
// Not idempotent: a decision has its own id.
MATCH (low:SourceRecord {id: $low})
MATCH (high:SourceRecord {id: $high})
CREATE (d:Decision {id: $id, low: $low, high: $high, verdict: $verdict, by: $by, user: $user, reason: $reason, at: $at,
                    evidenceHash: $evidenceHash, lowHash: $lowHash, highHash: $highHash})
CREATE (d)-[:ABOUT]->(low)
CREATE (d)-[:ABOUT]->(high)
RETURN d.id AS id
