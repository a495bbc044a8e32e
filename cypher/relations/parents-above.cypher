// The standing parents of the given companies, refused ones included.
// Read only.
UNWIND $ids AS id
MATCH (c:Golden {id: id})-[:SUBSIDIARY_OF|REFUSED_PARENT]->(parent:Company)
RETURN id AS child, parent.id AS parent
