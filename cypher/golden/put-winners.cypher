// Notes whose value won, a relationship an attribute.
// Not idempotent: call after clear-winners.
UNWIND $rows AS row
MATCH (g:Golden {id: row.golden})
MATCH (r:SourceRecord {id: row.record})
CREATE (g)-[:WON {attribute: row.attribute, rule: row.rule, pin: row.pin}]->(r)
