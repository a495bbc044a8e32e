// Which record each value of a golden record comes from, and by which rule.
// Read only.
// Parameters: {"id": "cus_00000000-0000-7000-8000-000000000000"}
MATCH (g:Golden {id: $id})-[won:WON]->(r:SourceRecord)
RETURN won.attribute AS attribute, g[won.attribute] AS value, r.id AS record, r.updatedAt AS updatedAt, won.rule AS rule
ORDER BY attribute
