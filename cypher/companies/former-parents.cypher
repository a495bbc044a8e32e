// Parents that a company had before, latest first.
// Read only.
MATCH (:Golden:Company {id: $id})-[was:WAS_SUBSIDIARY_OF]->(parent)
RETURN parent.id AS id, parent.name AS name, was.share AS share, was.from AS from, was.to AS to
ORDER BY to DESC, id
