// What was told of addresses, by source and country of whoever writes them: each event once, however many records it is about, and the
// latest verdict of each address.
// Read only.
MATCH (w:AddressWord)-[:TOLD_OF]->(k:CleanAddress)
WHERE w.withdrawnAt IS NULL
WITH k, w ORDER BY w.at DESC, w.id
WITH k, [v IN collect(CASE WHEN w.kind = 'verdict' THEN w.verdict END) | v][0] AS verdict,
     collect(CASE WHEN w.kind <> 'verdict'
                  THEN {kind: w.kind, record: w.record, event: k.key + w.at + w.provider + w.kind + coalesce(w.reason, '')} END) AS events
MATCH (k)<-[s:WRITES]-(r:SourceRecord)
WHERE s.corrected IS NULL
WITH r.source AS source, coalesce(s.country, '') AS country, k, verdict,
     [e IN events WHERE e.record IS NULL OR e.record = r.id] AS own
UNWIND CASE WHEN own = [] THEN [null] ELSE own END AS event
RETURN source, country, k.key AS key, verdict,
       count(DISTINCT CASE WHEN event.kind = 'returned' THEN event.event END) AS returned,
       count(DISTINCT CASE WHEN event.kind = 'confirmed' THEN event.event END) AS confirmed
