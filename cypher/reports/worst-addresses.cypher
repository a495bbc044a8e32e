// Golden records with an address of which something bad was told that counts, the worst first: what came back before what a verifier doubts,
// often before once, and of those the latest. With the latest verdict, which may propose what is meant.
// Read only.
MATCH (bad:AddressWord)-[:TOLD_OF]->(k:CleanAddress)
WHERE bad.withdrawnAt IS NULL AND (bad.kind = 'returned' OR bad.verdict IN ['undeliverable', 'incomplete', 'ambiguous', 'correctable'])
WITH DISTINCT k
MATCH (k)<-[s:WRITES]-(r:SourceRecord)-[:MEMBER_OF]->(g:Golden)
WHERE s.corrected IS NULL AND ($source = '' OR r.source = $source) AND ($country = '' OR s.country = $country)
WITH DISTINCT k, g
CALL (k, g) {
  MATCH (k)<-[:TOLD_OF]-(w:AddressWord)
  WHERE w.withdrawnAt IS NULL AND NOT coalesce(w.verdict, '') IN ['plausible', 'unchecked']
  WITH w, w.record IS NOT NULL AND EXISTS { (:SourceRecord {id: w.record})-[:MEMBER_OF]->(g) } AS own
  WHERE w.record IS NULL OR own OR w.kind = 'confirmed'
  WITH w, own ORDER BY w.at DESC, w.kind = 'returned' DESC, w.id
  RETURN collect({word: w, own: own}) AS told
}
WITH k, g, told, head([t IN told WHERE t.word.kind = 'returned']) AS back
WITH k, g, told, CASE WHEN back IS NULL THEN null
                 WHEN any(t IN told WHERE t.word.kind = 'confirmed' AND t.word.at > back.word.at AND (t.own OR back.word.record IS NULL))
                 THEN null ELSE back.word END AS back
WITH k, g, told, coalesce(back, told[0].word) AS word, head([t IN told WHERE t.word.kind = 'verdict' | t.word]) AS said
WITH k, g, word, said, size([t IN told WHERE t.word.kind = 'returned']) AS returns,
     CASE coalesce(word.verdict, word.kind) WHEN 'returned' THEN 0 WHEN 'undeliverable' THEN 1 WHEN 'incomplete' THEN 2
                                            WHEN 'ambiguous' THEN 3 WHEN 'correctable' THEN 4 END AS rank
WHERE rank IS NOT NULL
WITH k, g, word, said, returns, rank
ORDER BY rank, returns DESC, word.at DESC, g.id, k.key
SKIP toInteger($offset) LIMIT toInteger($limit)
CALL (k) {
  OPTIONAL MATCH (f:AddressForm {address: k.key})
  RETURN f.text AS text
  LIMIT 1
}
RETURN g.id AS golden, g.entity AS entity, g.name AS name, k.key AS key, text, returns, word {.*} AS word, said {.*} AS said
