// What belongs to one golden record at first sight: records, addresses, household, companies, contacts, former ids.
// Read only.
MATCH (g:Golden {id: $id})
CALL (g) {
  MATCH (g)<-[:MEMBER_OF]-(n:SourceRecord) RETURN n LIMIT 120
  UNION
  MATCH (g)-[:HAS_ADDRESS|WAS_HAS_ADDRESS]->(n:Address) RETURN n LIMIT 30
  UNION
  MATCH (g)-[:IN_HOUSEHOLD]->(n:Household) RETURN n LIMIT 5
  UNION
  MATCH (g)-[:IN_HOUSEHOLD]->(:Household)<-[:IN_HOUSEHOLD]-(n:Customer) RETURN n LIMIT 20
  UNION
  MATCH (g)<-[:MEMBER_OF]-(:SourceRecord)-[:SAME_AS|MAYBE_SAME|NEVER_SAME]-(n:SourceRecord) WHERE NOT (n)-[:MEMBER_OF]->(g) RETURN n LIMIT 20
  UNION
  MATCH (g)-[:SAME_PERSON]-(n:Golden) RETURN n LIMIT 10
  UNION
  MATCH (g)-[:SUBSIDIARY_OF|WORKS_AT]->(:Company)-[:SUBSIDIARY_OF*0..5]->(n:Company) RETURN n LIMIT 10
  UNION
  MATCH (g)<-[:SUBSIDIARY_OF]-(n:Company) RETURN n LIMIT 40
  UNION
  MATCH (g)<-[:WORKS_AT]-(n:Contact) RETURN n LIMIT 40
  UNION
  MATCH (g)<-[:SUPERSEDED_BY|SPLIT_INTO]-(n:Retired) RETURN n LIMIT 10
}
RETURN DISTINCT elementId(n) AS element
