// Cleaned form of records, with the golden of the company that a contact names, pins that stand on them, words that stand
// about addresses that they write, what kind of system their source is and whether it was retired.
// Read only.
OPTIONAL MATCH (s:Source)
WITH collect(s {.name, .kind, retired: s.retiredAt IS NOT NULL}) AS sources
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WHERE r.standard IS NOT NULL
WITH r, head([s IN sources WHERE s.name = r.source]) AS source
RETURN r.id AS id, r.standard AS standard, r.issues AS issues, r.hash AS hash, coalesce(source.retired, false) AS retired, source.kind AS kind,
       [(r)<-[:PINS]-(p:Pin) WHERE p.endedAt IS NULL | p {.*}] AS pins,
       [(r)-[:WRITES]->(:CleanAddress)<-[:TOLD_OF]-(w:AddressWord) WHERE w.withdrawnAt IS NULL | w {.*}] AS words,
       head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden,
       CASE WHEN r.companyRef IS NULL THEN NULL
            ELSE head([(c:SourceRecord {id: r.companyRef})-[:MEMBER_OF]->(g:Golden) | g.id]) END AS company
