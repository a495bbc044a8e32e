// Golden records and retired ids that changed after a line of the feed, in the order of their last change.
// Read only.
MATCH (g:Golden|Retired)
WHERE g.seq > $after AND ($entity = '' OR g.entity = $entity)
WITH g ORDER BY g.seq LIMIT toInteger($limit)
RETURN g.id AS id, g.entity AS entity, g.seq AS seq, g.name AS name, g:Golden AS current, properties(g) AS values,
       [(g)-[:SUPERSEDED_BY|SPLIT_INTO]->(heir) | heir.id] AS heirs,
       [(g)-[won:WON]->(r:SourceRecord) | won.attribute + '=' + r.id] AS lineage,
       COUNT { (g)<-[:MEMBER_OF]-() } AS records,
       head([(g)-[:SUBSIDIARY_OF]->(p) | p.id]) AS parent
