// What everything below a node of a hierarchy has bought, each customer once: minor units, one row a currency.
// Read only.
// Parameters: {"hierarchy": "sales", "node": "ada"}
MATCH (:HierarchyNode {hierarchy: $hierarchy, key: $node})<-[:CHILD_OF*0..]-(:HierarchyNode)-[:PLACES]->(c:Company)
WITH DISTINCT c
MATCH (c)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order)
RETURN o.currency AS currency, count(DISTINCT c) AS customers, count(o) AS orders, sum(o.amount) AS amount
