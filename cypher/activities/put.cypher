// Writes contracts, charge-backs, terms or activity of one label; a state that differs from the stored one keeps that one.
// Idempotent.
UNWIND $rows AS row
MERGE (a:$($label) {id: row.id})
WITH a, row, a.since AS since, a.hash AS hash
FOREACH (_ IN CASE WHEN since IS NOT NULL AND hash <> row.hash THEN [1] ELSE [] END |
  CREATE (a)-[:HAD]->(:ActivityVersion {kind: a.kind, customerRef: a.customerRef, from: a.from, to: a.to, date: a.date,
                                        status: a.status, value: a.value, currency: a.currency, amount: a.amount,
                                        since: since, until: $at}))
FOREACH (_ IN CASE WHEN hash = row.hash THEN [] ELSE [1] END |
  SET a = row.properties, a.id = row.id, a.hash = row.hash, a.since = $at, a.actor = $actor)
WITH a
MATCH (r:SourceRecord|Tombstone {id: a.customerRef})
MERGE (r)-[:$($type)]->(a)
