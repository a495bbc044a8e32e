// Every link of a type (match or doubtful) of an entity, by low id from a given id on.
// Read only.
MATCH (a:SourceRecord {entity: $entity})
WHERE a.id > $after
WITH a ORDER BY a.id LIMIT toInteger($limit)
OPTIONAL MATCH (a)-[link:SAME_AS|MAYBE_SAME]->(b:SourceRecord)
WHERE type(link) = $type
RETURN a.id AS low, collect({high: b.id, bits: link.bits, probability: link.probability}) AS links
