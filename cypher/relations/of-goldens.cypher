// The relations that golden records have towards others, all targets of a type at once.
// Read only.
UNWIND $ids AS id
MATCH (g:Golden {id: id})-[r:IN_HOUSEHOLD|WORKS_AT|SUBSIDIARY_OF|REFUSED_PARENT|SAME_PERSON]->(t)
RETURN id, type(r) AS type, collect(t.id) AS targets, collect(r.share) AS shares
