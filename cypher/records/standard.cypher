// Cleaned form of records, with the golden of the company that a contact names, pins that stand on them, and whether
// their source was retired.
// Read only.
OPTIONAL MATCH (s:Source)
WHERE s.retiredAt IS NOT NULL
WITH collect(s.name) AS retired
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WHERE r.standard IS NOT NULL
RETURN r.id AS id, r.standard AS standard, r.issues AS issues, r.hash AS hash, r.source IN retired AS retired,
       [(r)<-[:PINS]-(p:Pin) WHERE p.endedAt IS NULL | p {.*}] AS pins,
       head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden,
       CASE WHEN r.companyRef IS NULL THEN NULL
            ELSE head([(c:SourceRecord {id: r.companyRef})-[:MEMBER_OF]->(g:Golden) | g.id]) END AS company
