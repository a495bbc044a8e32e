// Whether anybody says anything of golden records, and what their records are where Kith wrote in all of them.
// Read only.
UNWIND $goldens AS id
MATCH (g:Golden {id: id})
WITH g, EXISTS { (g)<-[:MEMBER_OF]-(r:SourceRecord) WHERE r.marked IS NULL } AS isSaid
RETURN g.id AS golden, isSaid, CASE WHEN isSaid THEN [] ELSE COLLECT { MATCH (g)<-[:MEMBER_OF]-(r:SourceRecord) RETURN r.input } END AS inputs
