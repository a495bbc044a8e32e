// What an unmerge of a record touches: who stays, which systems hear of it, spend that leaves, household, hierarchy, jobs, values, ties.
// Read only.
// Parameters: {"record": "crm:person:C1001"}
MATCH (r:SourceRecord {id: $record})-[:MEMBER_OF]->(g:Golden)
RETURN g.id AS golden, g.name AS name,
       COLLECT { MATCH (g)<-[:MEMBER_OF]-(m:SourceRecord) WHERE m <> r RETURN m.id ORDER BY m.id } AS stays,
       COLLECT { MATCH (g)<-[:MEMBER_OF]-(m:SourceRecord)
                 WITH m.source AS source, m.id AS id ORDER BY id
                 WITH source, collect(id) AS records ORDER BY source
                 RETURN {source: source, records: records} } AS systems,
       COLLECT { MATCH (r)-[:PLACED]->(o:Order)
                 WITH o.currency AS currency, count(o) AS orders, sum(o.amount) AS amount ORDER BY currency
                 RETURN {currency: currency, orders: orders, amount: amount} } AS leaves,
       COLLECT { MATCH (g)-[:IN_HOUSEHOLD]->(h:Household)<-[:IN_HOUSEHOLD]-(mate:Golden) WHERE mate <> g
                 WITH h, mate ORDER BY mate.id
                 RETURN {household: h.id, golden: mate.id, name: mate.name} } AS housemates,
       COLLECT { MATCH (g)-[s:SUBSIDIARY_OF]-(c:Company)
                 WITH s, c ORDER BY c.id
                 RETURN {golden: c.id, name: c.name, stated: s.record = r.id} } AS hierarchy,
       COLLECT { MATCH (g)-[w:WORKS_AT]-(c:Golden)
                 WITH w, c ORDER BY c.id
                 RETURN {golden: c.id, name: c.name, stated: w.record = r.id} } AS jobs,
       COLLECT { MATCH (g)-[won:WON]->(r) RETURN won.attribute ORDER BY won.attribute } AS values,
       COLLECT { MATCH (r)-[t:SAME_AS|ALWAYS_SAME]-(m:SourceRecord)-[:MEMBER_OF]->(g)
                 WITH t, m ORDER BY t.bits DESC, m.id
                 RETURN {record: m.id, type: type(t), bits: t.bits} } AS ties
