// Records of a system whose golden records changed, or that came to another one, are to be looked at; so are those that refer to one
// of these. One that failed for good is tried anew; one that waits for its next try goes on waiting.
// Idempotent but for `dueSeq`, which counts how often a copy became due: what was noted while it was looked at is not lost.
MATCH (s:System {name: $name})
SET s.cursor = toInteger($cursor)
WITH s
CALL () {
  UNWIND $goldens AS golden
  MATCH (g:Golden {id: golden})
  CALL (g) {
    MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r.source = $name RETURN r
    UNION
    MATCH (g)<-[:WORKS_AT|SUBSIDIARY_OF]-(:Golden)<-[:MEMBER_OF]-(r:SourceRecord) WHERE $references AND r.source = $name RETURN r
  }
  RETURN r
  UNION
  UNWIND $records AS id
  MATCH (r:SourceRecord {id: id}) WHERE r.source = $name
  RETURN r
}
WITH DISTINCT r WHERE r.entity IN $entities
MERGE (r)-[:SYNCED_TO]->(c:Copy {system: $name})
ON CREATE SET c.id = randomUUID(), c.entity = r.entity, c.attempts = 0
SET c.attempts = CASE WHEN c.state = 'due' THEN c.attempts ELSE 0 END,
    c.dueAt = CASE WHEN c.state = 'due' THEN c.dueAt ELSE $at END,
    c.dueSince = CASE WHEN c.state = 'due' THEN c.dueSince ELSE $at END,
    c.dueSeq = coalesce(c.dueSeq, 0) + 1,
    c.state = CASE WHEN c.state = 'held' THEN c.state ELSE 'due' END
