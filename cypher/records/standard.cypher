// Cleaned form of records, with the golden of the company that a contact names.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
WHERE r.standard IS NOT NULL
RETURN r.id AS id, r.standard AS standard, r.issues AS issues, r.hash AS hash,
       head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden,
       CASE WHEN r.companyRef IS NULL THEN NULL
            ELSE head([(c:SourceRecord {id: r.companyRef})-[:MEMBER_OF]->(g:Golden) | g.id]) END AS company
