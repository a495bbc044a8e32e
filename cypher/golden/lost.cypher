// Retired ids of which the given records were the last members, with all of these that live; when an id was retired, and whether
// it leads elsewhere since.
// Read only.
UNWIND $ids AS id
MATCH (:SourceRecord {id: id})-[was:WAS_MEMBER_OF]->(g:Retired)
WHERE was.toSeq = g.since
WITH DISTINCT g
MATCH (g)<-[last:WAS_MEMBER_OF]-(r:SourceRecord)
WHERE last.toSeq = g.since
RETURN g.id AS id, g.since AS since, g.retiredAt AS retiredAt, EXISTS { (g)-[:SUPERSEDED_BY|SPLIT_INTO]->() } AS leads,
       collect(DISTINCT r.id) AS members
