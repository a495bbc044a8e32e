// How many golden records of an entity a filter lets through, the same as of a page of them, and how many of their records it is
// about: those of the sources it names, and those that break the policy.
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
RETURN count(g) AS total, sum(CASE
         WHEN $filter.sources IS NULL AND $filter.twice IS NULL AND $filter.issue IS NULL THEN g.size
         ELSE COUNT {
           (g)<-[:MEMBER_OF]-(r:SourceRecord)
           WHERE ($filter.sources IS NULL OR r.source IN $filter.sources) AND ($filter.twice IS NULL OR r.source = $filter.twice)
             AND ($filter.issue IS NULL OR (r.issueCount > 0 AND ($filter.issue = 'any' OR $filter.issue IN r.policies)))
             AND ($filter.issueSource IS NULL OR r.source = $filter.issueSource)
         } END) AS records
