// The present state of one golden record in the shape of its former ones.
// Read only.
MATCH (g:Golden {id: $id})
RETURN coalesce(g.since, g.seq) AS fromSeq, CASE WHEN g.size > size(g.members) THEN COLLECT {
         MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r:SourceRecord|Tombstone)
         WHERE type(m) = 'MEMBER_OF' OR (m.toSeq IS NULL AND r:Tombstone)
         RETURN DISTINCT r.id AS record ORDER BY record
       } ELSE g.members END AS members, g.status AS status, coalesce(g.reasons, []) AS reasons, g.body AS body
