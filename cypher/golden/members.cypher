// Members of golden records with their cleaned form, to work out relations that hang on what records say.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})<-[:MEMBER_OF]-(r:SourceRecord)
RETURN id, g.entity AS entity, r.id AS record, r.standard AS standard
