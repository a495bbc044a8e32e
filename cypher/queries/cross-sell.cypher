// What other companies of the group buy and this one does not.
// Read only.
// Parameters: {"id": "com_00000000-0000-7000-8000-000000000000", "limit": 20}
MATCH (c:Golden:Company {id: $id})-[:SUBSIDIARY_OF*0..]->(top:Company)
WHERE NOT (top)-[:SUBSIDIARY_OF]->()
MATCH (top)<-[:SUBSIDIARY_OF*0..]-(other:Company)
WHERE other <> c
MATCH (other)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)-[:CONTAINS]->(p:Product)
WHERE NOT EXISTS { (p)<-[:CONTAINS]-(:Order)<-[:PLACED]-(:SourceRecord)-[:MEMBER_OF]->(c) }
RETURN p.name AS product, collect(DISTINCT other.name) AS buyers, count(DISTINCT o) AS orders
ORDER BY size(buyers) DESC, product
LIMIT toInteger($limit)
