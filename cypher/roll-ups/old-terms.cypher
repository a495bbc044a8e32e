// Orders entered under other terms than those in force on their day, by the terms' own dates: the version each names, and the one it should.
// Read only.
MATCH (g:Golden)<-[:MEMBER_OF]-(r:SourceRecord)-[:PLACED]->(o:Order)
WHERE o.terms IS NOT NULL AND o.date IS NOT NULL AND ($golden = '' OR g.id = $golden)
MATCH (g)<-[:MEMBER_OF]-(:SourceRecord)-[:AGREED]->(t:Terms {subject: 'payment'})
WHERE coalesce(t.from, '') <= o.date AND coalesce(t.to, '~') >= o.date
WITH g, r, o, t ORDER BY coalesce(t.from, '') DESC, coalesce(t.version, 0) DESC, t.id
WITH g, r, o, head(collect(t)) AS due
WHERE due.value <> o.terms
RETURN o.id AS orderId, o.date AS date, o.terms AS terms, g.id AS golden, g.name AS name, r.id AS record, due.value AS due,
       due.from AS dueFrom, due.version AS dueVersion, due.id AS agreed
ORDER BY date DESC, orderId
LIMIT toInteger($limit)
