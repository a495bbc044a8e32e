// Joins golden records to golden records by a relationship of one type; an existing one takes the new properties.
// The types are spelt out: see put-address.
// Idempotent.
UNWIND $rows AS row
MATCH (g:Golden {id: row.id})
MATCH (t:Golden {id: row.target})
CALL (g, t) {
  WITH g, t WHERE $type = 'WORKS_AT' MERGE (g)-[r:WORKS_AT]->(t) RETURN r
UNION ALL
  WITH g, t WHERE $type = 'SUBSIDIARY_OF' MERGE (g)-[r:SUBSIDIARY_OF]->(t) RETURN r
UNION ALL
  WITH g, t WHERE $type = 'REFUSED_PARENT' MERGE (g)-[r:REFUSED_PARENT]->(t) RETURN r
UNION ALL
  WITH g, t WHERE $type = 'SAME_PERSON' MERGE (g)-[r:SAME_PERSON]->(t) RETURN r
}
SET r = row.properties
