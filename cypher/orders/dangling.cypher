// How many orders, contacts and companies wait for a record that they name.
// Read only.
CALL () {
  MATCH (o:Order) WHERE NOT EXISTS { (:SourceRecord)-[:PLACED]->(o) } RETURN 'orders' AS kind, count(o) AS waiting
  UNION ALL
  MATCH (r:SourceRecord) WHERE r.companyRef IS NOT NULL AND NOT EXISTS { MATCH (:SourceRecord {id: r.companyRef}) }
  RETURN 'contacts' AS kind, count(r) AS waiting
  UNION ALL
  MATCH (r:SourceRecord) WHERE r.parentRef IS NOT NULL AND NOT EXISTS { MATCH (:SourceRecord {id: r.parentRef}) }
  RETURN 'companies' AS kind, count(r) AS waiting
}
RETURN kind, waiting
