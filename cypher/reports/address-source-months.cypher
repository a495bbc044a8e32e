// What was told of addresses that the records of each source write or were read to write, by month; an event about several records of one
// is one.
// Read only.
MATCH (w:AddressWord)-[:TOLD_OF]->(:CleanAddress)<-[:WRITES]-(r:SourceRecord)
WHERE w.withdrawnAt IS NULL AND (w.record IS NULL OR w.record = r.id)
WITH DISTINCT r.source AS source, w
WITH source, left(w.at, 7) AS month, w.kind AS kind, w.verdict AS verdict,
     w.key + w.at + w.provider + coalesce(w.reason, '') AS event
WITH source, month, count(DISTINCT CASE WHEN kind = 'returned' THEN event END) AS returned,
     count(DISTINCT CASE WHEN kind = 'confirmed' THEN event END) AS confirmed,
     count(CASE WHEN kind = 'verdict' THEN 1 END) AS verdicts,
     count(CASE WHEN verdict = 'undeliverable' THEN 1 END) AS undeliverable
RETURN source, month, returned, confirmed, verdicts, undeliverable
ORDER BY source, month
