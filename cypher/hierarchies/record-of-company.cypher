// The record a company's place goes by when nobody names one: its oldest.
// Read only.
UNWIND $ids AS id
MATCH (:Golden:Company {id: id})<-[:MEMBER_OF]-(r:SourceRecord)
WITH id, r ORDER BY coalesce(r.createdAt, '~'), r.id
RETURN id, head(collect(r.id)) AS record
