// The nodes behind public ids of the canvas, those of a saved view; a retired id is itself.
// Read only.
UNWIND $rows AS row
CALL (row) {
  MATCH (n:Golden|Retired|SourceRecord|Tombstone|Household {id: row.id}) RETURN n
  UNION
  MATCH (n:Address {key: row.address}) RETURN n
  UNION
  MATCH (n:ContactPoint {key: row.point}) RETURN n
  UNION
  MATCH (n:Order {id: row.order}) RETURN n
  UNION
  MATCH (n:Product {key: row.product}) RETURN n
}
RETURN row.id AS id, head(collect(elementId(n))) AS element
