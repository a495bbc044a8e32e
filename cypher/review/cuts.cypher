// Links above the match threshold that clustering cut: their two records were published apart. Those first that look most alike.
// Read only.
MATCH (low:SourceRecord)-[s:SAME_AS]->(high:SourceRecord)
WHERE s.cut = true
MATCH (low)-[:MEMBER_OF]->(a:Golden), (high)-[:MEMBER_OF]->(b:Golden)
WHERE a <> b AND ($entity = '' OR a.entity = $entity) AND NOT (low)-[:NEVER_SAME]-(high)
RETURN low.id AS lowRecord, a.id AS lowGolden, low.name AS lowName, low.city AS lowCity, low.source AS lowSource,
       high.id AS highRecord, b.id AS highGolden, high.name AS highName, high.city AS highCity,
       high.source AS highSource, a.entity AS entity, s.bits AS bits, s.probability AS probability
ORDER BY bits DESC
LIMIT toInteger($limit)
