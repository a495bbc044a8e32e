// The stored links of the given records.
// Read only.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})-[link:SAME_AS|MAYBE_SAME]-()
WITH DISTINCT link
RETURN type(link) AS type, startNode(link).id AS low, endNode(link).id AS high, link.bits AS bits,
       link.probability AS probability, link.ruleSet AS ruleSet, link.lowHash AS lowHash, link.highHash AS highHash
