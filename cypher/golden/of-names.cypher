// Company records that go by the given names within their source, where all of one name are one company.
// Read only.
UNWIND $refs AS ref
MATCH (r:SourceRecord {nameRef: ref})-[:MEMBER_OF]->(g:Golden)
WITH ref, min(r.id) AS record, count(DISTINCT g) AS companies
WHERE companies = 1
RETURN ref, record
