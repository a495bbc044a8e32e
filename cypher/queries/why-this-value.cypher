// Why each value of a golden record stands: the rule or the pin, the record as it is since which line of the feed, and what
// holds that record in the cluster: links with the rules that made them, and people's decisions.
// Read only.
// Parameters: {"id": "cus_00000000-0000-7000-8000-000000000000"}
MATCH (g:Golden {id: $id})-[won:WON]->(r:SourceRecord)
OPTIONAL MATCH (pin:Pin {id: won.pin})
RETURN won.attribute AS attribute, g[won.attribute] AS value, won.rule AS rule, pin.reason AS pinned,
       r.id AS record, r.updatedAt AS updatedAt, r.version AS version, r.seq AS since,
       COLLECT {
         MATCH (r)-[link:SAME_AS]-(other:SourceRecord)-[:MEMBER_OF]->(g)
         OPTIONAL MATCH (rules:RuleSet) WHERE link.ruleSet IN rules.links
         WITH other, link, max(rules.version) AS version
         RETURN {record: other.id, bits: link.bits, ruleSet: version} ORDER BY link.bits DESC, other.id
       } AS links,
       COLLECT {
         MATCH (r)<-[:ABOUT]-(d:Decision {verdict: 'same'})-[:ABOUT]->(other:SourceRecord)-[:MEMBER_OF]->(g)
         WHERE d.revokedAt IS NULL AND other <> r
         RETURN {record: other.id, decision: d.id, by: coalesce(d.user, d.by), reason: d.reason} ORDER BY d.at
       } AS decisions
ORDER BY attribute
