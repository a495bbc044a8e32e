// What an unmerge of a record touches: who stays, which systems hear of it, orders and spend that leave, household, companies, contacts, ties cut.
// Read only.
// Parameters: {"record": "crm:C1001"}
MATCH (r:SourceRecord {id: $record})-[:MEMBER_OF]->(g:Golden)
RETURN g.id AS golden, g.name AS name,
       COLLECT { MATCH (g)<-[:MEMBER_OF]-(m:SourceRecord) WHERE m <> r RETURN m.id ORDER BY m.id } AS stays,
       COLLECT { MATCH (g)<-[:MEMBER_OF]-(m:SourceRecord) WITH m.source AS source, m.id AS id ORDER BY id
                 RETURN {source: source, records: collect(id)} ORDER BY source } AS systems,
       COLLECT { MATCH (r)-[:PLACED]->(o:Order)
                 RETURN {currency: o.currency, orders: count(o), amount: sum(o.amount)} ORDER BY o.currency } AS leaves,
       COLLECT { MATCH (g)-[:IN_HOUSEHOLD]->(h:Household)<-[:IN_HOUSEHOLD]-(mate:Golden) WHERE mate <> g
                 RETURN {household: h.id, name: mate.name} ORDER BY mate.id } AS housemates,
       COLLECT { MATCH (g)-[s:SUBSIDIARY_OF]-(c:Company)
                 RETURN {company: c.id, name: c.name, stated: s.record = r.id} ORDER BY c.id } AS hierarchy,
       COLLECT { MATCH (g)-[w:WORKS_AT]-(c:Golden) RETURN {golden: c.id, name: c.name, stated: w.record = r.id} ORDER BY c.id } AS jobs,
       COLLECT { MATCH (g)-[won:WON]->(r) RETURN won.attribute ORDER BY won.attribute } AS values,
       COLLECT { MATCH (r)-[t:SAME_AS|ALWAYS_SAME]-(m:SourceRecord)-[:MEMBER_OF]->(g)
                 RETURN {record: m.id, type: type(t), bits: t.bits} ORDER BY t.bits DESC, m.id } AS ties
