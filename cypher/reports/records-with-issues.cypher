// Records with findings, in the order of their ids.
// Read only.
MATCH (r:SourceRecord)
WHERE r.issueCount > 0 AND r.id > $after AND ($source = '' OR r.source = $source)
  AND ($policy = '' OR $policy IN r.policies)
RETURN r.id AS record, r.name AS name, r.source AS source, r.issues AS issues,
       head([(r)-[:MEMBER_OF]->(g:Golden) | g.id]) AS golden
ORDER BY record
LIMIT toInteger($limit)
