// Golden records that a system may have no record of yet: each that has none there and none on its way is to be looked at. Where
// a retired one's was on its way, it is its heir's. Those that wait for one of these are looked at again.
// Idempotent.
UNWIND $goldens AS id
MATCH (g:Golden {id: id})
CALL (g) {
  MATCH (g)<-[:WORKS_AT|SUBSIDIARY_OF]-(:Golden)-[:TO_MAKE]->(waiting:Copy {system: $name})
  WHERE waiting.state = 'due'
  SET waiting.dueAt = $at
  RETURN count(*) AS woken
}
WITH g, woken
WHERE g.entity IN $entities AND NOT EXISTS { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r.source = $name }
CALL (g) {
  OPTIONAL MATCH (g)<-[:SUPERSEDED_BY*1..5]-(was:Retired)-[:TO_MAKE]->(c:Copy {system: $name})
  WITH g, collect(c)[0] AS open
  FOREACH (c IN CASE WHEN open IS NULL THEN [] ELSE [open] END | MERGE (g)-[:TO_MAKE]->(c))
}
MERGE (g)-[:TO_MAKE]->(c:Copy {system: $name})
ON CREATE SET c.id = randomUUID(), c.entity = g.entity, c.attempts = 0, c.state = 'due', c.dueAt = $at
SET c.referred = CASE WHEN $referred THEN true ELSE c.referred END
