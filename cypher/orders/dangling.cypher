// Which of some orders, contacts and companies wait for a record that they name, and for which. Whoever is named is looked for by its
// index: planned in a graph without orders or parents, a look at all of them costs nothing.
// Read only.
UNWIND $ids AS id
CALL (id) {
  MATCH (o:Order {id: id}) USING INDEX SEEK o:Order(id) WHERE o.customerRef IS NOT NULL AND COUNT { (o)<-[:PLACED]-() } = 0
  RETURN 'orders' AS kind, o.customerRef AS names
  UNION ALL
  MATCH (r:SourceRecord {id: id}) USING INDEX SEEK r:SourceRecord(id) WHERE r.companyRef IS NOT NULL
  OPTIONAL MATCH (named:SourceRecord {id: r.companyRef}) USING INDEX SEEK named:SourceRecord(id)
  WITH r, named WHERE named IS NULL
  RETURN 'contacts' AS kind, r.companyRef AS names
  UNION ALL
  MATCH (r:SourceRecord {id: id}) USING INDEX SEEK r:SourceRecord(id) WHERE r.parentRef IS NOT NULL
  OPTIONAL MATCH (named:SourceRecord {id: r.parentRef}) USING INDEX SEEK named:SourceRecord(id)
  WITH r, named WHERE named IS NULL
  RETURN 'companies' AS kind, r.parentRef AS names
}
RETURN kind, id, names
