// Records to compare with what is searched for, with their cleaned form and what their golden record is called: those on any of
// the given keys that are not common, those on most of them first, those that are named, and those whose text fits a full-text
// query, where there is one, best first. One row, with the keys that are common, and with the rule set in force, so that who asks
// under older rules learns of it without a question of its own.
// Read only.
OPTIONAL MATCH (rules:RuleSet {active: true})
RETURN rules.hash AS rules, COLLECT { MATCH (k:BlockKey) WHERE k.key IN $keys AND k.count > k.cap AND k.near > 0 RETURN k.key } AS common, COLLECT {
  CALL () {
    MATCH (k:BlockKey)<-[:HAS_KEY]-(r:SourceRecord)
    WHERE k.key IN $keys AND k.count <= k.cap
    WITH r, count(*) AS shared ORDER BY shared DESC, r.id LIMIT toInteger($mostOnKeys)
    RETURN r, 0.0 AS score, true AS onKeys
  UNION ALL
    UNWIND $records AS id
    MATCH (r:SourceRecord {id: id})
    RETURN r, 0.0 AS score, id IN $beside AS onKeys
  UNION ALL
    UNWIND CASE $text WHEN '' THEN [] ELSE [$text] END AS text
    CALL db.index.fulltext.queryNodes('record_text', text, {limit: toInteger($mostByText)}) YIELD node AS r, score
    WHERE r.entity = $entity
    RETURN r, score, false AS onKeys
  }
  MATCH (r)-[:MEMBER_OF]->(g:Golden)
  RETURN {
    id: r.id, score: score, onKeys: onKeys, standard: r.standard, golden: g.id,
    brief: g {.name, .line1, .unit, .city, .region, .emails, .phones, .sources, .formerNames, .size},
    companies: COLLECT { MATCH (g)-[job:WORKS_AT]->(c:Golden) RETURN c {.id, .name} ORDER BY coalesce(job.primary, false) DESC, c.id LIMIT 3 },
    addressKeys: [(g)-[a:HAS_ADDRESS]->(:Address)<-[:FORM_OF]-(f:AddressForm) WHERE a.primary | f.address]
  }
} AS found
