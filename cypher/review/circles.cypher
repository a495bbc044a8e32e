// Companies whose stated parent would close a circle of owners, with the way from that parent back to them.
// Read only.
MATCH (company)-[refused:REFUSED_PARENT]->(parent)
MATCH (record:SourceRecord {id: refused.record})
RETURN company.id AS golden, company.name AS name, record.id AS record, parent.id AS parent,
       COLLECT {
         MATCH p = (parent)-[:SUBSIDIARY_OF*0..50]->(company)
         WITH nodes(p) AS way LIMIT 1
         UNWIND way AS step
         RETURN {id: step.id, name: coalesce(step.name, step.id)}
       } AS path
ORDER BY golden, parent
LIMIT toInteger($limit)
