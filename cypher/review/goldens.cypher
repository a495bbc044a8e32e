// Golden records that wait for somebody: held by clustering, or flagged or held back by a policy, whose owners' task they are.
// Biggest first.
// Read only.
MATCH (g:Golden)
WHERE g.status IN ['held', 'blocked', 'flagged'] AND ($entity = '' OR g.entity = $entity)
  AND ($owner = '' OR EXISTS { (g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE $owner IN r.taskOwners })
WITH g ORDER BY g.status <> 'flagged' DESC, g.size DESC LIMIT toInteger($limit)
RETURN g.id AS golden, g.name AS name, g.entity AS entity, g.status AS status, g.reasons AS reasons, head(g.members) AS anchor,
       COLLECT { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) UNWIND r.taskOwners AS owner RETURN DISTINCT owner ORDER BY owner } AS owners
