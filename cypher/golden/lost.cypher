// Retired ids of which the given records were the last members, with all of these that live; when an id was retired, and whether
// it leads elsewhere since. A record that has since gone back to an id that it had before this one does not count; `merged` are
// those that had come to it from an id that is retired as well.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})-[was:WAS_MEMBER_OF]->(g:Retired)
WHERE was.toSeq = g.since
WITH DISTINCT g
MATCH (g)<-[last:WAS_MEMBER_OF]-(r:SourceRecord)
WHERE last.toSeq = g.since AND NOT EXISTS {
  MATCH (r)-[is:MEMBER_OF]->(own:Golden)<-[before:WAS_MEMBER_OF]-(r)
  WHERE is.fromSeq > g.since AND before.fromSeq < last.fromSeq
}
RETURN g.id AS id, g.since AS since, g.retiredAt AS retiredAt, EXISTS { (g)-[:SUPERSEDED_BY|SPLIT_INTO]->() } AS leads,
       collect(DISTINCT r.id) AS members,
       collect(DISTINCT CASE WHEN EXISTS {
         MATCH (r)-[w:WAS_MEMBER_OF]->(own:Retired)
         WHERE w.toSeq = own.since AND own.since < g.since
       } THEN r.id END) AS merged
