// Orders entered under other payment terms than those in force on their day.
// Read only.
// Parameters: {"limit": 100}
MATCH (g:Golden)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)
WHERE o.terms IS NOT NULL
MATCH (g)<-[:MEMBER_OF]-(:SourceRecord)-[:AGREED]->(t:Terms {subject: 'payment'})
WHERE coalesce(t.from, '') <= o.date AND coalesce(t.to, '~') >= o.date
WITH g, o, t ORDER BY coalesce(t.from, '') DESC, coalesce(t.version, 0) DESC
WITH g, o, head(collect(t)) AS due
WHERE due.value <> o.terms
RETURN o.id AS orderId, o.date AS date, o.terms AS terms, due.value AS due, due.from AS dueFrom, g.name AS customer
ORDER BY date DESC, orderId
LIMIT toInteger($limit)
