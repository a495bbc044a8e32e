// A pin names the record that it is on, and what was won by a pin was won by one that stands.
// Read only; returns what breaks the rule.
CALL () {
  MATCH (p:Pin)-[:PINS]->(r) WHERE p.record <> r.id RETURN p.id AS pin, r.id AS record
  UNION
  MATCH (:Golden)-[won:WON]->(r) WHERE won.pin IS NOT NULL
  OPTIONAL MATCH (p:Pin {id: won.pin})
  WITH won, r, p WHERE p IS NULL OR p.endedAt IS NOT NULL
  RETURN won.pin AS pin, r.id AS record
}
RETURN pin, record
LIMIT 100
