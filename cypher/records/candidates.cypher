// Records to compare with what is searched for, with their cleaned form and what their golden record is called: those on any of the given keys
// that are not common, those on most of them first, and those whose text fits a full-text query, where there is one, best first. One row, with the
// rule set in force, so that who asks under older rules learns of it without a question of its own.
// Read only.
OPTIONAL MATCH (rules:RuleSet {active: true})
RETURN rules.hash AS rules, COLLECT {
  CALL () {
    UNWIND $keys AS key
    MATCH (k:BlockKey {key: key})
    WHERE k.count <= k.cap
    MATCH (k)<-[:HAS_KEY]-(r:SourceRecord)
    WITH r, count(*) AS shared ORDER BY shared DESC, r.id LIMIT toInteger($mostOnKeys)
    RETURN r, 0.0 AS score
  UNION ALL
    UNWIND CASE $text WHEN '' THEN [] ELSE [$text] END AS text
    CALL db.index.fulltext.queryNodes('record_text', text, {limit: toInteger($mostByText)}) YIELD node AS r, score
    WHERE r.entity = $entity
    RETURN r, score
  }
  MATCH (r)-[:MEMBER_OF]->(g:Golden)
  RETURN {
    id: r.id, score: score, standard: r.standard, golden: g.id,
    brief: g {.name, .line1, .city, .region, .emails, .phones, .sources, .formerNames},
    addressKey: head([(g)-[a:HAS_ADDRESS]->(p:Address) WHERE a.primary | p.key])
  }
} AS found
