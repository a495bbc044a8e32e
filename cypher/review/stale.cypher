// Standing decisions whose records no longer say what was decided on: they hold, and somebody should look again.
// Read only.
MATCH (d:Decision)
WHERE d.changedAt IS NOT NULL AND d.revokedAt IS NULL
MATCH (low:SourceRecord {id: d.low})-[:MEMBER_OF]->(a:Golden)
MATCH (high:SourceRecord {id: d.high})-[:MEMBER_OF]->(b:Golden)
WHERE $entity = '' OR low.entity = $entity
OPTIONAL MATCH (low)-[link:SAME_AS|MAYBE_SAME]->(high)
RETURN low.id AS lowRecord, a.id AS lowGolden, low.name AS lowName, low.city AS lowCity, low.source AS lowSource,
       high.id AS highRecord, b.id AS highGolden, high.name AS highName, high.city AS highCity,
       high.source AS highSource, low.entity AS entity, coalesce(link.bits, 0.0) AS bits,
       coalesce(link.probability, 0.0) AS probability, d.id AS decision, d.verdict AS verdict, d.changedAt AS changedAt
ORDER BY d.changedAt DESC
LIMIT toInteger($limit)
