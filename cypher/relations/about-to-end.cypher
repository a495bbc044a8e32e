// What golden records that are about to be retired are related to, and what those who are related to them are: all
// targets of each relation that one of them is an end of.
// Read only.
UNWIND $ids AS id
MATCH (:Golden {id: id})-[ending:IN_HOUSEHOLD|WORKS_AT|SUBSIDIARY_OF|REFUSED_PARENT|SAME_PERSON]-()
WITH DISTINCT startNode(ending) AS g, type(ending) AS type
MATCH (g)-[r:$(type)]->(t)
RETURN g.id AS id, type, collect(t.id) AS targets, collect(r.share) AS shares
