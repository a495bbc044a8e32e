// Which of some orders, contacts and companies wait for a record that they name, and for which.
// Read only.
UNWIND $ids AS id
CALL (id) {
  MATCH (o:Order {id: id}) WHERE o.customerRef IS NOT NULL AND NOT EXISTS { (:SourceRecord)-[:PLACED]->(o) }
  RETURN 'orders' AS kind, o.customerRef AS names
  UNION ALL
  MATCH (r:SourceRecord {id: id}) WHERE r.companyRef IS NOT NULL AND NOT EXISTS { MATCH (:SourceRecord {id: r.companyRef}) }
  RETURN 'contacts' AS kind, r.companyRef AS names
  UNION ALL
  MATCH (r:SourceRecord {id: id}) WHERE r.parentRef IS NOT NULL AND NOT EXISTS { MATCH (:SourceRecord {id: r.parentRef}) }
  RETURN 'companies' AS kind, r.parentRef AS names
}
RETURN kind, id, names
