// Records to compare with what is searched for, with their cleaned form and what their golden record is called: those on any of the given keys
// that are not common, those next to where it would stand on keys that are, those on most of them first, those that are named, and those whose text fits a full-text query, where there is one, best first. One row, with the
// rule set in force, so that who asks under older rules learns of it without a question of its own.
// Read only.
OPTIONAL MATCH (rules:RuleSet {active: true})
RETURN rules.hash AS rules, COLLECT {
  CALL () {
    UNWIND $keys AS row
    MATCH (k:BlockKey {key: row.key})
    CALL (k, row) {
      WITH k WHERE k.count <= k.cap
      MATCH (k)<-[:HAS_KEY]-(r:SourceRecord)
      RETURN r
    UNION
      WITH k, row WHERE k.count > k.cap AND k.near > 0
      CALL (row) {
        MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
        WHERE h.at > row.from AND h.at < row.at
        RETURN c ORDER BY h.at DESC LIMIT toInteger($near)
      UNION
        MATCH (c:SourceRecord)-[h:HAS_KEY]->(:BlockKey)
        WHERE h.at > row.at AND h.at < row.to
        RETURN c ORDER BY h.at LIMIT toInteger($near)
      }
      RETURN c AS r
    }
    WITH r, count(*) AS shared ORDER BY shared DESC, r.id LIMIT toInteger($mostOnKeys)
    RETURN r, 0.0 AS score, true AS onKeys
  UNION ALL
    UNWIND $records AS id
    MATCH (r:SourceRecord {id: id})
    RETURN r, 0.0 AS score, false AS onKeys
  UNION ALL
    UNWIND CASE $text WHEN '' THEN [] ELSE [$text] END AS text
    CALL db.index.fulltext.queryNodes('record_text', text, {limit: toInteger($mostByText)}) YIELD node AS r, score
    WHERE r.entity = $entity
    RETURN r, score, false AS onKeys
  }
  MATCH (r)-[:MEMBER_OF]->(g:Golden)
  RETURN {
    id: r.id, score: score, onKeys: onKeys, standard: r.standard, golden: g.id,
    brief: g {.name, .line1, .unit, .city, .region, .emails, .phones, .sources, .formerNames},
    addressKey: head([(g)-[a:HAS_ADDRESS]->(p:Address) WHERE a.primary | p.key])
  }
} AS found
