// Writes order lines: the order, its product, and who placed it where that record is known already. A line that names
// another product than before is that product's alone.
// Idempotent: a line has its number within its order.
UNWIND $rows AS row
MERGE (o:Order {id: row.id})
SET o += row.properties
WITH o, row
WHERE row.line IS NOT NULL
OPTIONAL MATCH (o)-[gone:CONTAINS {line: toInteger(row.line)}]->(other:Product)
WHERE other.key <> row.product
DELETE gone
WITH DISTINCT o, row
MERGE (p:Product {key: row.product})
  ON CREATE SET p.name = row.productName
MERGE (o)-[line:CONTAINS {line: toInteger(row.line)}]->(p)
SET line.quantity = coalesce(row.quantity, line.quantity), line.amount = coalesce(toInteger(row.amount), line.amount)
