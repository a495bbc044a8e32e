// Who is reached at one contact point, or lives at one address: counted by its degree, so that a hub costs no more, and the
// first of them by name.
// Read only.
CALL () {
  MATCH (p:ContactPoint {key: $point})
  RETURN p, p.value AS value, COUNT { (p)<-[:REACHED_AT]-() } AS shared
  UNION
  MATCH (p:Address {key: $address})
  RETURN p, p.text AS value, COUNT { (p)<-[:HAS_ADDRESS]-(:Golden) } AS shared
}
RETURN p.key AS key, coalesce(value, p.key) AS value, shared,
       COLLECT {
         MATCH (p)<-[:REACHED_AT|HAS_ADDRESS]-(g:Golden)
         WITH g LIMIT toInteger($limit)
         RETURN {id: g.id, name: g.name, entity: g.entity} AS owner ORDER BY owner.name, owner.id
       } AS owners
LIMIT 1
