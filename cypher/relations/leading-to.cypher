// Golden records that are or were related to the given golden records or households, as far as the graph still says so.
// Read only.
UNWIND $ids AS id
MATCH (t:Golden|Retired|Household|FormerHousehold {id: id})
CALL (t) {
  MATCH (t)<-[:IN_HOUSEHOLD|WAS_IN_HOUSEHOLD|WORKS_AT|WAS_WORKS_AT|SUBSIDIARY_OF|WAS_SUBSIDIARY_OF|SAME_PERSON|WAS_SAME_PERSON]-(g)
  RETURN DISTINCT g.id AS golden
  LIMIT toInteger($limit)
}
RETURN DISTINCT golden
