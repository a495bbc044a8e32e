// Golden records whose records say these words somewhere: names old and new, places, e-mails, phones.
// Read only.
// Parameters: {"words": "catherine johnson", "limit": 20}
CALL db.index.fulltext.queryNodes('record_text', $words) YIELD node, score
MATCH (node)-[:MEMBER_OF]->(g:Golden)
RETURN g.id AS golden, g.name AS name, g.city AS city, max(score) AS score
ORDER BY score DESC
LIMIT toInteger($limit)
