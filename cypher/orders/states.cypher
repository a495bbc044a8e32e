// Orders as they are stored, with their lines and whoever placed them.
// Read only.
UNWIND $ids AS id
MATCH (o:Order {id: id})
RETURN id, o.status AS status, o.date AS date, o.currency AS currency, o.channel AS channel, o.customerRef AS customerRef, o.terms AS terms,
       COLLECT { MATCH (o)-[l:CONTAINS]->(p) RETURN [toString(l.line), p.key, toString(l.quantity), toString(l.amount)] } AS lines,
       head(COLLECT { MATCH (r:SourceRecord)-[:PLACED]->(o) RETURN r.id }) AS placedBy
