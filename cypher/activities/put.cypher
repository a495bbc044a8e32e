// Writes contracts, charge-backs, terms or activity of one label; a state that differs from the stored one keeps that one,
// and one that is another's now stays whose it was in sums as of then. Of several records that may be meant none is.
// A version older than the stored one changes nothing.
// The labels are spelt out, so that their constraints find the nodes; the types too: see relations/put-address.
// Idempotent.
UNWIND $rows AS row
CALL (row) {
  WITH row WHERE $label = 'Contract' MERGE (a:Contract {id: row.id}) RETURN a
  UNION ALL
  WITH row WHERE $label = 'ChargeBack' MERGE (a:ChargeBack {id: row.id}) RETURN a
  UNION ALL
  WITH row WHERE $label = 'Terms' MERGE (a:Terms {id: row.id}) RETURN a
  UNION ALL
  WITH row WHERE $label = 'Activity' MERGE (a:Activity {id: row.id}) RETURN a
}
WITH a, row, a.since AS since, CASE WHEN row.properties.version < a.version THEN row.hash ELSE a.hash END AS hash
FOREACH (_ IN CASE WHEN since IS NOT NULL AND hash <> row.hash THEN [1] ELSE [] END |
  CREATE (a)-[:HAD]->(:ActivityVersion {kind: a.kind, customerRef: a.customerRef, from: a.from, to: a.to, date: a.date,
                                        status: a.status, value: a.value, currency: a.currency, amount: a.amount,
                                        since: since, until: $at}))
FOREACH (_ IN CASE WHEN hash = row.hash THEN [] ELSE [1] END |
  SET a = row.properties
  SET a.id = row.id, a.hash = row.hash, a.since = $at, a.actor = $actor, a.amount = toInteger(a.amount),
      a.version = toInteger(a.version))
WITH a, split(a.customerRef, ':')[0] AS source
WITH a, CASE WHEN a.customerRef STARTS WITH source + '::'
             THEN [entity IN $entities | source + ':' + entity + ':' + substring(a.customerRef, size(source) + 2)]
             ELSE [a.customerRef] END AS customers
CALL (customers) {
  UNWIND customers AS customer
  MATCH (r:SourceRecord|Tombstone {id: customer}) WHERE r.movedTo IS NULL
  RETURN CASE WHEN count(r) = 1 THEN head(collect(r)) END AS r
}
OPTIONAL MATCH (other:SourceRecord|Tombstone)-[wrong:$($type)]->(a)
WHERE r IS NULL OR other <> r
FOREACH (was IN CASE WHEN wrong IS NULL THEN [] ELSE [wrong] END |
  CREATE (other)-[:$('WAS_' + $type) {from: was.from, to: $at}]->(a)
  DELETE was)
WITH a, r, count(wrong) > 0 AS moved
WHERE r IS NOT NULL
CALL (r, a, moved) {
  WITH r, a, moved WHERE $type = 'HAS_CONTRACT'
  MERGE (r)-[w:HAS_CONTRACT]->(a) ON CREATE SET w.from = CASE WHEN moved THEN $at END
UNION ALL
  WITH r, a, moved WHERE $type = 'CHARGED_BACK'
  MERGE (r)-[w:CHARGED_BACK]->(a) ON CREATE SET w.from = CASE WHEN moved THEN $at END
UNION ALL
  WITH r, a, moved WHERE $type = 'AGREED'
  MERGE (r)-[w:AGREED]->(a) ON CREATE SET w.from = CASE WHEN moved THEN $at END
UNION ALL
  WITH r, a, moved WHERE $type = 'DID'
  MERGE (r)-[w:DID]->(a) ON CREATE SET w.from = CASE WHEN moved THEN $at END
}
