// Parents that a company had before, latest first; also of one that is retired by now.
// Read only.
MATCH (:Golden|Retired {id: $id})-[was:WAS_SUBSIDIARY_OF]->(parent)
RETURN parent.id AS id, parent.name AS name, was.share AS share, was.from AS from, was.to AS to,
       coalesce(was.stated, false) AS stated
ORDER BY to DESC, id
