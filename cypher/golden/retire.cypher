// Takes golden records out of the current graph. Id, name and history stay; the id resolves for ever.
// Idempotent.
UNWIND $ids AS id
MATCH (g:Golden {id: id})
CALL (g) {
  MATCH (g)-[home:IN_HOUSEHOLD]->(h)
  CREATE (g)-[was:WAS_IN_HOUSEHOLD]->(h)
  SET was = properties(home), was.to = $at
}
CALL (g) {
  MATCH (g)-[:LIVED_THROUGH]->(event:LifeEvent)
  DETACH DELETE event
}
OPTIONAL MATCH (g)-[current:WON|MEMBER_OF|SAME_PERSON|HAS_ADDRESS|REACHED_AT|IN_HOUSEHOLD|WORKS_AT|SUBSIDIARY_OF|REFUSED_PARENT]-()
DELETE current
WITH DISTINCT g
SET g = {id: g.id, entity: g.entity, name: g.name, seq: g.seq, createdSeq: g.createdSeq, retiredAt: $at}
SET g:Retired
REMOVE g:Golden, g:Customer, g:Company, g:Contact
