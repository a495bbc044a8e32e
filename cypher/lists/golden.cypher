// A page of the golden records of an entity that a filter lets through, in an order, after the last one of the page before.
// Taken apart, a letter with an accent stands beside the one without.
// Read only.
MATCH (g:Golden)
WHERE g.entity = $filter.entity
  AND ($filter.words IS NULL OR all(word IN $filter.words WHERE
       any(said IN [coalesce(g.name, ''), coalesce(g.city, '')] + coalesce(g.emails, []) WHERE toLower(said) CONTAINS word)))
  AND ($filter.sources IS NULL OR all(source IN $filter.sources WHERE source IN g.sources))
  AND ($filter.most IS NULL OR g.size <= $filter.most) AND ($filter.least IS NULL OR g.size >= $filter.least)
  AND ($filter.mostSources IS NULL OR size(g.sources) <= $filter.mostSources)
  AND ($filter.country IS NULL OR toLower(g.country) = $filter.country)
  AND ($filter.region IS NULL OR toLower(g.region) = $filter.region)
  AND ($filter.city IS NULL OR toLower(g.city) = $filter.city)
  AND ($filter.status IS NULL OR g.status = $filter.status)
  AND ($filter.changed IS NULL OR g.seq > $filter.changed) AND ($filter.created IS NULL OR g.createdSeq > $filter.created)
  AND ($filter.household IS NULL OR $filter.household = EXISTS { (g)-[:IN_HOUSEHOLD]->() })
  AND ($filter.group IS NULL OR $filter.group = EXISTS { (g)-[:SUBSIDIARY_OF]-() })
  AND ($filter.twice IS NULL OR COUNT { (g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r.source = $filter.twice } > 1)
  AND ($filter.issue IS NULL OR EXISTS {
    (g)<-[:MEMBER_OF]-(r:SourceRecord)
    WHERE r.issueCount > 0 AND ($filter.issue = 'any' OR $filter.issue IN r.policies)
      AND ($filter.issueSource IS NULL OR r.source = $filter.issueSource)
  })
WITH g, CASE $by WHEN 'name' THEN normalize(toLower(coalesce(g.name, '')), NFD)
                 WHEN 'city' THEN normalize(toLower(coalesce(g.city, '')), NFD)
                 WHEN 'country' THEN coalesce(g.country, '') WHEN 'records' THEN g.size WHEN 'sources' THEN size(g.sources)
                 WHEN 'changed' THEN g.seq ELSE g.createdSeq END AS key
WHERE $after IS NULL OR (key = $after.key AND g.id > $after.id)
   OR CASE WHEN $down THEN key < $after.key ELSE key > $after.key END
WITH g, key
ORDER BY CASE WHEN $down THEN null ELSE key END, CASE WHEN $down THEN key END DESC, g.id
LIMIT toInteger($limit)
RETURN g.id AS id, g.entity AS entity, key, properties(g) AS values,
       head([(g)-[:IN_HOUSEHOLD]->(h:Household) | h.name]) AS household,
       head([(g)-[:WORKS_AT]->(c:Company) | c.name]) AS company,
       head([(g)-[:SUBSIDIARY_OF]->(p:Company) | p.name]) AS parent,
       reduce(sum = 0, n IN [(g)<-[:MEMBER_OF]-(r:SourceRecord) | coalesce(r.issueCount, 0)] | sum + n) AS issues,
       COUNT { (g)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(:Order) } AS orders
