// Doubtful pairs that no decision settled, most likely first: records of two golden records that may be one.
// Read only.
MATCH (low:SourceRecord)-[m:MAYBE_SAME]->(high:SourceRecord)
WHERE m.bits > $below AND ($entity = '' OR low.entity = $entity)
WITH low, m, high ORDER BY m.bits DESC
MATCH (low)-[:MEMBER_OF]->(a:Golden), (high)-[:MEMBER_OF]->(b:Golden)
WHERE a <> b AND NOT (low)-[:NEVER_SAME]-(high)
RETURN low.id AS lowRecord, a.id AS lowGolden, low.name AS lowName, low.city AS lowCity, low.source AS lowSource,
       high.id AS highRecord, b.id AS highGolden, high.name AS highName, high.city AS highCity,
       high.source AS highSource, low.entity AS entity, m.bits AS bits, m.probability AS probability
LIMIT toInteger($limit)
