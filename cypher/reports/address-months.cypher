// What was told of addresses, by the month in which it was found, came back or arrived; an event about several records of one is one.
// Read only.
MATCH (w:AddressWord)
WHERE w.withdrawnAt IS NULL
WITH left(w.at, 7) AS month, w.kind AS kind, w.verdict AS verdict, w.key + w.at + w.provider + coalesce(w.reason, '') AS event
WITH month, count(DISTINCT CASE WHEN kind = 'returned' THEN event END) AS returned,
     count(DISTINCT CASE WHEN kind = 'confirmed' THEN event END) AS confirmed,
     count(CASE WHEN kind = 'verdict' THEN 1 END) AS verdicts, count(CASE WHEN verdict = 'undeliverable' THEN 1 END) AS undeliverable
RETURN month, returned, confirmed, verdicts, undeliverable
ORDER BY month
