// Members of golden records with their cleaned form, to work out relations that hang on what records say. What records of
// retired sources say counts no more.
// Read only.
OPTIONAL MATCH (s:Source)
WHERE s.retiredAt IS NOT NULL
WITH collect(s.name) AS retired
UNWIND $ids AS id
MATCH (g:Golden {id: id})<-[:MEMBER_OF]-(r:SourceRecord)
WHERE NOT r.source IN retired
RETURN id, g.entity AS entity, r.id AS record, r.standard AS standard
