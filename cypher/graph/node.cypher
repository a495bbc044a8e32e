// The node behind a public id of the canvas.
// Read only.
CALL () {
  MATCH (n:Golden|Retired|SourceRecord|Tombstone|Household {id: $id}) RETURN n
  UNION
  MATCH (n:Address {key: $address}) RETURN n
  UNION
  MATCH (n:ContactPoint {key: $point}) RETURN n
  UNION
  MATCH (n:Order {id: $order}) RETURN n
  UNION
  MATCH (n:Product {key: $product}) RETURN n
}
RETURN elementId(n) AS element, labels(n) AS labels
LIMIT 1
