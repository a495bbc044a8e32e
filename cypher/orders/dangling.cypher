// Which of some orders, contacts and companies wait for a record that they name, and for which; of an order that does not say of
// which entity its customer is, the records that may be meant. Whoever is named is looked for by its index: planned in a graph
// without orders or parents, a look at all of them costs nothing.
// Read only.
UNWIND $ids AS id
CALL (id) {
  MATCH (o:Order {id: id}) USING INDEX SEEK o:Order(id) WHERE o.customerRef IS NOT NULL AND COUNT { (o)<-[:PLACED]-() } = 0
  WITH o, split(o.customerRef, ':')[0] AS source
  WITH o, source, o.customerRef STARTS WITH source + '::' AS isOpen, substring(o.customerRef, size(source) + 2) AS sourceId
  RETURN 'orders' AS kind, CASE WHEN isOpen THEN source + ':' + sourceId ELSE o.customerRef END AS names,
         CASE WHEN isOpen THEN COLLECT {
           UNWIND $entities AS entity
           WITH source + ':' + entity + ':' + sourceId AS named
           MATCH (r:SourceRecord|Tombstone {id: named}) WHERE r.movedTo IS NULL
           RETURN r.id AS record ORDER BY record
         } ELSE [] END AS mayBe
  UNION ALL
  MATCH (r:SourceRecord {id: id}) USING INDEX SEEK r:SourceRecord(id) WHERE r.companyRef IS NOT NULL
  OPTIONAL MATCH (named:SourceRecord {id: r.companyRef}) USING INDEX SEEK named:SourceRecord(id)
  WITH r, named WHERE named IS NULL
  RETURN 'contacts' AS kind, r.companyRef AS names, [] AS mayBe
  UNION ALL
  MATCH (r:SourceRecord {id: id}) USING INDEX SEEK r:SourceRecord(id) WHERE r.parentRef IS NOT NULL
  OPTIONAL MATCH (named:SourceRecord {id: r.parentRef}) USING INDEX SEEK named:SourceRecord(id)
  WITH r, named WHERE named IS NULL
  RETURN 'companies' AS kind, r.parentRef AS names, [] AS mayBe
}
RETURN kind, id, names, mayBe
